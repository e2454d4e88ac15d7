/** Measurements of the running program, quoted in docs/benchmarks.md. Nobody uses it. */
package io.sonde.benchmarks;
