/**
 * What of a history can be learnt from: which trials are compared at which step, with values that
 * no outlier rules, on axes cut into cells. For the packages of insight only.
 */
package io.sonde.search.insight.sample;
