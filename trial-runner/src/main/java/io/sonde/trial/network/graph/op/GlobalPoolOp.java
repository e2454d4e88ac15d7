package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.ChannelFlow;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;

/**
 * Makes one number of each channel of an image, or of each feature of a sequence; the padding of a
 * text is left out.
 *
 * @param kind how
 */
public record GlobalPoolOp(Kind kind) implements Operation.OfOne {

  /** Ways to make one number of many. */
  public enum Kind {
    /** Their mean. */
    AVG,
    /** The largest. */
    MAX,
    /** Their sum. */
    SUM
  }

  @Override
  public String word() {
    return "global_pool";
  }

  @Override
  public Shape out(Shape in) {
    if (in.isImage()) {
      return Shape.flat(in.channels());
    }
    if (in.isSequence()) {
      return Shape.flat(in.features());
    }
    throw new InfeasibleException("it needs an image or a sequence, but gets " + in);
  }

  @Override
  public ChannelFlow channels() {
    return ChannelFlow.KEPT;
  }
}
