/**
 * New rows of codes from old ones: crossover and mutation of single values on their axes. For the
 * evolutionary samplers.
 */
package io.sonde.search.sampler.variation;
