/**
 * The process of a user's class: loads it, hands it its context, and tells by its exit code how it
 * ended.
 */
@NullMarked
package io.sonde.trial.worker.user;

import org.jspecify.annotations.NullMarked;
