/**
 * What is kept of sweeps that have been over for long: which, by the options of a server or of
 * {@code sonde prune}, and the rounds that see to it.
 */
package io.sonde.app.retention;
