package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.ChannelFlow;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;

/** The last step of a sequence; of a text, the step of its last word. */
public record LastStepOp() implements Operation.OfOne {
  @Override
  public String word() {
    return "last_step";
  }

  @Override
  public Shape out(Shape in) {
    if (!in.isSequence()) {
      throw new InfeasibleException("it needs a sequence, but gets " + in);
    }
    return Shape.flat(in.features());
  }

  @Override
  public ChannelFlow channels() {
    return ChannelFlow.KEPT;
  }
}
