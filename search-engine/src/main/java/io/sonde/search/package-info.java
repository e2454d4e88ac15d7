/**
 * The library's front: searches for the best configuration of anything that Java can evaluate.
 * Begin with {@link io.sonde.search.Search}. For users of the library; no other room needs it.
 */
package io.sonde.search;
