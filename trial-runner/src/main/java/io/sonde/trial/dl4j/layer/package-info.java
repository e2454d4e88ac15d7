/**
 * Layers for Deeplearning4j that give the results of its own, or of PyTorch's, in less time: gate
 * arithmetic and pooling over plain arrays, and few large matrix products instead of many small
 * operations.
 */
@NullMarked
package io.sonde.trial.dl4j.layer;

import org.jspecify.annotations.NullMarked;
