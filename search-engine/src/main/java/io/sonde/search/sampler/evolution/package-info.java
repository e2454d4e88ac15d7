/**
 * Regularised evolution over whole trees of conditions. Chosen by name through {@link
 * io.sonde.search.sampler.Samplers}.
 */
package io.sonde.search.sampler.evolution;
