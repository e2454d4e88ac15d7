package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;

/**
 * All numbers of an image or of a sequence side by side; the steps of a padding stay among them.
 */
public record FlattenOp() implements Operation.OfOne {
  @Override
  public String word() {
    return "flatten";
  }

  @Override
  public Shape out(Shape in) {
    if (!in.isNumeric()) {
      throw new InfeasibleException(
          "it needs numbers, but gets " + in + "; put an embedding before it");
    }
    return Shape.flat(in.size());
  }
}
