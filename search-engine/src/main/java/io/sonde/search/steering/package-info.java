/**
 * What people may ask of sweeps and trials, and in which states: the rules stand here alone. The
 * sweep loop's owner refuses by them, the pages show their buttons by them.
 */
package io.sonde.search.steering;
