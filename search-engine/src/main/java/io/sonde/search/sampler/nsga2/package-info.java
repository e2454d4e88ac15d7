/** NSGA-II. Chosen by name through {@link io.sonde.search.sampler.Samplers}. */
package io.sonde.search.sampler.nsga2;
