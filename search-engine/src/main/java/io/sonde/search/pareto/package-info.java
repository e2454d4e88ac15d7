/**
 * Several objectives: which of some losses dominate which, how crowded they lie, and how much they
 * dominate together. Works on plain rows of losses, one row for each trial and one column for each
 * objective, smaller being better; NaN counts as worse than everything, infinity included. Pure
 * functions without randomness; samplers, stoppers and whoever shows results may use it.
 */
package io.sonde.search.pareto;
