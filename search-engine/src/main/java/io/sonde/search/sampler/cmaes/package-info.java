/**
 * Covariance matrix adaptation, for numbers, whole numbers and categories. Chosen by name through
 * {@link io.sonde.search.sampler.Samplers}.
 */
package io.sonde.search.sampler.cmaes;
