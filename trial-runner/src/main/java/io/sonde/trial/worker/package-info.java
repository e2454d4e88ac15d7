/**
 * The process that runs network trials: it warms up, waits for its session, then runs one
 * assignment after the other. Nothing else calls it; it is started by its class name.
 */
@NullMarked
package io.sonde.trial.worker;

import org.jspecify.annotations.NullMarked;
