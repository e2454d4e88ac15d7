/**
 * The placement on virtual time: random jobs on many devices, what must always hold, and figures
 * beside plain first-in-first-out and beside what is possible at all.
 */
package io.sonde.scheduler.simulation;
