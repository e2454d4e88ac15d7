/**
 * Keeps disks from filling: removes the checkpoints, models and artifacts that a sweep's spec does
 * not ask to keep. Follows the stored events, so it never removes what the store still needs.
 */
@NullMarked
package io.sonde.trial.retention;

import org.jspecify.annotations.NullMarked;
