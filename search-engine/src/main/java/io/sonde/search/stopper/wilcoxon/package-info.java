/**
 * The rule for folds and repeated seeds: a trial's folds are compared with the best trial's by
 * Wilcoxon's signed-rank test. For the rules by name around this package, and for the library's
 * users.
 */
package io.sonde.search.stopper.wilcoxon;
