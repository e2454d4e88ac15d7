/**
 * How good the proposals are: the samplers over recorded results of real trainings (look-up tables
 * and surrogates), beside the recorded runs of other optimizers, as normalised regret. Nobody else
 * uses it; {@link io.sonde.benchmarks.quality.Quality} is the program.
 */
package io.sonde.benchmarks.quality;
