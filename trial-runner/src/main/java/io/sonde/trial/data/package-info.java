/**
 * Examples from files: a {@link io.sonde.trial.data.Source} reads them as they stand there, a
 * {@link io.sonde.trial.data.Split} parts them by a seed, and {@link
 * io.sonde.trial.data.Preprocessing}, fitted on the training part, makes of them what a network
 * takes. Free of any network library, so that the server can check a data set as well as a worker
 * can learn from it.
 */
@NullMarked
package io.sonde.trial.data;

import org.jspecify.annotations.NullMarked;
