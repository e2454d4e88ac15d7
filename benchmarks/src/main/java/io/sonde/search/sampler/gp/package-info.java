/** A JMH benchmark of what only the sampler's own package sees. Nobody uses it. */
package io.sonde.search.sampler.gp;
