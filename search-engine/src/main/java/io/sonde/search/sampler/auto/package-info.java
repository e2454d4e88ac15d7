/**
 * The default search algorithm, which picks and combines the others. Made by name through {@link
 * io.sonde.search.sampler.Samplers}.
 */
package io.sonde.search.sampler.auto;
