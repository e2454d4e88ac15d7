/**
 * Losses that Deeplearning4j does not have. They are part of saved models, by their class names.
 */
@NullMarked
package io.sonde.trial.dl4j.loss;

import org.jspecify.annotations.NullMarked;
