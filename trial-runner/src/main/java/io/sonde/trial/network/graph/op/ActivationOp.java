package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.ChannelFlow;
import io.sonde.trial.network.graph.Operation;

/** A function of each number. */
public record ActivationOp(ActivationFunction function) implements Operation.OfOne {
  @Override
  public String word() {
    return "activation";
  }

  @Override
  public Shape out(Shape in) {
    return in;
  }

  @Override
  public ChannelFlow channels() {
    return ChannelFlow.KEPT;
  }
}
