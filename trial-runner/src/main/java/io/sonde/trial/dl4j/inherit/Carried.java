package io.sonde.trial.dl4j.inherit;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.Node;

/**
 * That a child's node gives what a node of the parent gives.
 *
 * @param parent the parent's node
 * @param shape of the child's node; flat where it gives an image of the parent flattened
 * @param map which of the parent's channels each of its channels has; of an image's numbers, where
 *     it gives that image flattened
 */
record Carried(Node parent, Shape shape, ChannelMap map) {

  /** How many channels, features or units a shape has. */
  static int channels(Shape shape) {
    return switch (shape.kind()) {
      case IMAGE -> shape.channels();
      case SEQUENCE -> shape.features();
      case FLAT -> shape.size();
      case TOKENS, CATEGORY -> 1;
    };
  }

  /** Whether both are of one kind, so that the map is of channels. */
  boolean alike() {
    return parent.shape().kind() == shape.kind();
  }

  /** Whether it is the parent's very value. */
  boolean exact() {
    return alike() && map.isIdentity(channels(parent.shape()));
  }

  /** The map of all its numbers, flattened. */
  ChannelMap flat() {
    return shape.isImage() ? map.flattened(shape.height() * shape.width()) : map;
  }

  /** How many numbers the parent's node gives, flattened. */
  int flatParentSize() {
    return parent.shape().size();
  }
}
