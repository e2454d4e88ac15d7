/**
 * Bayesian optimisation with Gaussian processes. Chosen by name through {@link
 * io.sonde.search.sampler.Samplers}. {@link io.sonde.search.sampler.gp.Posterior} shows what such a
 * process makes of trials, for insight; everything else is for the sampler alone.
 */
package io.sonde.search.sampler.gp;
