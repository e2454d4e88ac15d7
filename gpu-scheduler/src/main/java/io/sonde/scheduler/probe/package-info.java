/**
 * Finds the devices of this machine. The composition root picks the probes; everyone else knows the
 * port only.
 */
package io.sonde.scheduler.probe;
