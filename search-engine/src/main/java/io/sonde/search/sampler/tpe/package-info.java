/**
 * The tree-structured Parzen estimator. Chosen by name through {@link
 * io.sonde.search.sampler.Samplers}.
 */
package io.sonde.search.sampler.tpe;
