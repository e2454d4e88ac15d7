/**
 * Pruning of Deeplearning4j networks: weights held at 0, filters and units taken out. Used by the
 * training of worker processes only.
 */
@NullMarked
package io.sonde.trial.dl4j.pruning;

import org.jspecify.annotations.NullMarked;
