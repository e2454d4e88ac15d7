/**
 * Where the next configuration of a sweep comes from: first those that its spec names, then the
 * sampler, which may learn from earlier sweeps too. Used by the sweep loop and by ask and tell, so
 * that both propose the same.
 */
package io.sonde.search.proposal;
