/**
 * Kills what a sweep runs on, at random instants, and checks what is left: a short run is a test,
 * the long one starts by {@code benchmarks/run chaos}.
 */
@NullMarked
package io.sonde.app.chaos;

import org.jspecify.annotations.NullMarked;
