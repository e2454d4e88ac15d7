package io.sonde.trial.network;

import io.sonde.trial.data.Shape;

/** One layer of a network as its configuration describes it. */
public sealed interface Layer
    permits Activate, BatchNormalization, Convolution, Dense, Dropout, Output, Pooling {

  /** The word for this layer in a spec. */
  String word();

  /**
   * The shape of what comes out for what goes in.
   *
   * @throws InfeasibleException when the layer cannot take this shape
   */
  Shape after(Shape in);

  /** How many numbers the layer learns for what goes in. */
  long parameters(Shape in);
}
