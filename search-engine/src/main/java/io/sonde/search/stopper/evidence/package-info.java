/**
 * What stopping rules look at and how they write it: learning curves as losses, rankings that grow
 * with a history, and the numbers of a verdict's sentence. For the rules in the packages around
 * this one, and nobody else.
 */
package io.sonde.search.stopper.evidence;
