/**
 * The Sobol sequence, scrambled: points that fill a cube more evenly than random ones do. {@link
 * io.sonde.search.sampler.sobol.ScrambledSobol} is for every sampler that wants such points; the
 * sampler itself is chosen by name through {@link io.sonde.search.sampler.Samplers}.
 */
package io.sonde.search.sampler.sobol;
