/**
 * Where trials leave their files, and how checkpoints come and go there: the contract between the
 * launcher, the workers and scripts of any language. Loads neither Deeplearning4j nor HTTP.
 */
@NullMarked
package io.sonde.trial.checkpoint;

import org.jspecify.annotations.NullMarked;
