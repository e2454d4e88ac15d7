/**
 * The rule that extrapolates learning curves: what a trial will have reached at its last step, with
 * the uncertainty of it, against what completed trials have. For the rules by name around this
 * package, and for the library's users.
 */
package io.sonde.search.stopper.curve;
