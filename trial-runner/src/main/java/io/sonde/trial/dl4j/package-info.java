/**
 * Everything that touches Deeplearning4j and ND4J: networks built from a configuration, trained,
 * scored and kept. Used by worker processes only; the server never loads a class of it.
 */
@NullMarked
package io.sonde.trial.dl4j;

import org.jspecify.annotations.NullMarked;
