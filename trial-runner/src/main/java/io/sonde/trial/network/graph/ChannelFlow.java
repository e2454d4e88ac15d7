package io.sonde.trial.network.graph;

/**
 * How the channels that an operation gives hang on those it takes. A channel is a channel of an
 * image, a feature of a sequence or one of flat numbers.
 */
public enum ChannelFlow {
  /** Each is made of all that go in, with weights; any that go in or come out may be left out. */
  MADE,
  /** Each is made of the ones at the same place of what goes in, and of no other. */
  KEPT,
  /** Those of all that goes in side by side. */
  JOINED,
  /** None may be left out. */
  FIXED
}
