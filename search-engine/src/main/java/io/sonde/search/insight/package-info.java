/**
 * What was learnt from a sweep, as values: the importance of its parameters, where its optimum is
 * predicted to lie, whether going on is worth its budget, and the Pareto front. Computed by the
 * packages below; read by everyone who shows it.
 */
package io.sonde.search.insight;
