/**
 * What a request asks of a gate, and the decision: which baseline is meant, and whether two sweeps
 * can be compared. Used by the packages with routes.
 */
@org.jspecify.annotations.NullMarked
package io.sonde.web.gate;
