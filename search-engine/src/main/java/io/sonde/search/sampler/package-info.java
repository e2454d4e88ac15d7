/**
 * Samplers by name. Each algorithm has a package of its own below this one; the sweep loop and the
 * library's users choose here.
 */
package io.sonde.search.sampler;
