package io.sonde.trial.dl4j.inherit;

import io.sonde.trial.network.graph.Node;

/** Where the weights of one node of a child come from. */
sealed interface Step {

  /** They stay as they were drawn. */
  record Fresh() implements Step {}

  /** All of them are the parent's, as they are. */
  record Copy(Node parent) implements Step {}

  /**
   * Those of a weighted sum or convolution of the parent, repeated where channels are.
   *
   * @param in of what it takes; of an image's numbers, where a weighted sum flattens it
   * @param parentIn how many channels or numbers the parent's takes
   */
  record Widen(Node parent, ChannelMap in, int parentIn, ChannelMap out) implements Step {}

  /** Those of a batch normalisation of the parent, by channels. */
  record Norm(Node parent, ChannelMap map) implements Step {}

  /**
   * A weighted sum or convolution that was inserted gives what it takes.
   *
   * @param channels how many different channels or numbers of the parent it passes on
   */
  record PassOn(ChannelMap in, int channels, ChannelMap out) implements Step {}

  /** A batch normalisation that was inserted gives what it takes. */
  record PassThroughNorm() implements Step {}

  /**
   * It gives nothing, and can learn to give something.
   *
   * @param alive whether it must give a little instead, because a rectifier follows, which does not
   *     learn at 0
   */
  record Silence(boolean alive) implements Step {}
}
