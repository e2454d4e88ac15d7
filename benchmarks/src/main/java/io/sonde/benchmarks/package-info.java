/**
 * Measurements, quoted in docs/benchmarks.md: of the running program here, of the engine's parts in
 * the packages below, which share what reads and prints tables. Nobody else uses it.
 */
package io.sonde.benchmarks;
