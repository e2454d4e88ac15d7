/**
 * Labelled examples from files, parted by a seed and normalised. Free of any network library, so
 * that the server can check a data set as well as a worker can learn from it.
 */
@NullMarked
package io.sonde.trial.data;

import org.jspecify.annotations.NullMarked;
