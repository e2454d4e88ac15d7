/**
 * What a proposal costs on a long history, beside Optuna on the same one. Nobody else uses it;
 * {@link io.sonde.benchmarks.speed.Speed} is the program.
 */
package io.sonde.benchmarks.speed;
