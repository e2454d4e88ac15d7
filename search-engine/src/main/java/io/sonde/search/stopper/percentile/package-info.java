/**
 * The rules that compare a trial with a percentile of those that ran to their end. For the rules by
 * name around this package, and for the library's users.
 */
package io.sonde.search.stopper.percentile;
