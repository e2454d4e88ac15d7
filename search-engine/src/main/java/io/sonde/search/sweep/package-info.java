/**
 * The sweep loop: asks for configurations, has them run, judges reports, keeps everything in the
 * store. One single-threaded owner per sweep; no I/O of its own but through the ports. Started by
 * app through {@link io.sonde.search.sweep.Sweeps}.
 */
package io.sonde.search.sweep;
