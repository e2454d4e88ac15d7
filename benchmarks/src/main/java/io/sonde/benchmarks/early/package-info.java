/**
 * How much early stopping saves: stopping rules with samplers over recorded learning curves, beside
 * random search without stopping. Nobody else uses it; {@link io.sonde.benchmarks.early.Early} is
 * the program.
 */
package io.sonde.benchmarks.early;
