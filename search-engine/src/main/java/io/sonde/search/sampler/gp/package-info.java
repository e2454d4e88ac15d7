/**
 * Bayesian optimisation with Gaussian processes. Chosen by name through {@link
 * io.sonde.search.sampler.Samplers}; everything else is for the sampler alone.
 */
package io.sonde.search.sampler.gp;
