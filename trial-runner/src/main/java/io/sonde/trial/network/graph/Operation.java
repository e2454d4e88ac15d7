package io.sonde.trial.network.graph;

import io.sonde.trial.data.Shape;
import java.util.List;

/**
 * One step of a network's arithmetic: what a node of a {@link NetworkGraph} does. Each becomes one
 * layer or vertex of Deeplearning4j.
 */
public sealed interface Operation permits Operation.OfOne, Operation.OfSeveral {

  /** A word for it in names and logs. */
  String word();

  /**
   * The shape of what comes out.
   *
   * @throws InfeasibleException when it cannot take these shapes, with a sentence that says why
   */
  Shape out(List<Shape> in);

  /** How many numbers it learns, running statistics included. */
  long parameters(List<Shape> in);

  /** How many multiplications with an addition one example takes on its way forward. */
  long multiplications(List<Shape> in);

  /**
   * How the channels that come out hang on those that go in, for what takes channels out of a
   * network. Where nothing is said, all of them stay.
   */
  default ChannelFlow channels() {
    return ChannelFlow.FIXED;
  }

  /** The same operation giving fewer channels, where it makes them. */
  default Operation narrowed(int channels) {
    throw new IllegalStateException(word() + " does not make channels, asked for " + channels);
  }

  /** An operation on what one node gives. */
  non-sealed interface OfOne extends Operation {
    /** The shape of what comes out. Throws {@link InfeasibleException} like {@link #out(List)}. */
    Shape out(Shape in);

    /** How many numbers it learns. */
    default long parameters(Shape in) {
      return 0;
    }

    /** How many multiplications with an addition one example takes. */
    default long multiplications(Shape in) {
      return 0;
    }

    @Override
    default Shape out(List<Shape> in) {
      return out(in.get(0));
    }

    @Override
    default long parameters(List<Shape> in) {
      return parameters(in.get(0));
    }

    @Override
    default long multiplications(List<Shape> in) {
      return multiplications(in.get(0));
    }
  }

  /** An operation on what several nodes give; it learns nothing. */
  non-sealed interface OfSeveral extends Operation {
    @Override
    default long parameters(List<Shape> in) {
      return 0;
    }

    @Override
    default long multiplications(List<Shape> in) {
      return 0;
    }
  }
}
