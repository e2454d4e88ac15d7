/** Grid search. Chosen by name through {@link io.sonde.search.sampler.Samplers}. */
package io.sonde.search.sampler.grid;
