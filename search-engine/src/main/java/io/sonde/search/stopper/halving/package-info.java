/**
 * Successive halving: trials climb a ladder of rungs, and at each rung only the best go on, at once
 * ({@code asha}) or in brackets of different patience ({@code hyperband}). For the rules by name
 * around this package, and for the library's users.
 */
package io.sonde.search.stopper.halving;
