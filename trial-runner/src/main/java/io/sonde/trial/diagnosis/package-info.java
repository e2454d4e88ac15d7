/**
 * What the log of a failed attempt says about its end, by the rules of the spec ({@code
 * trial.log_rules}).
 */
@NullMarked
package io.sonde.trial.diagnosis;

import org.jspecify.annotations.NullMarked;
