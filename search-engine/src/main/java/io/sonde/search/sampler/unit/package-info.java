/**
 * A search space as samplers compute with it: every parameter an axis of the unit interval on which
 * its scale is uniform. For samplers only; pure and without I/O.
 */
package io.sonde.search.sampler.unit;
