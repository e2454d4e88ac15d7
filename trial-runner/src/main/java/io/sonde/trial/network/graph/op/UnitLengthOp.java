package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;

/** Brings a vector to length 1, so that a product of two is the cosine of their angle. */
public record UnitLengthOp() implements Operation.OfOne {
  @Override
  public String word() {
    return "normalize";
  }

  @Override
  public Shape out(Shape in) {
    if (!in.isFlat()) {
      throw new InfeasibleException("it needs flat numbers, but gets " + in);
    }
    return in;
  }

  @Override
  public long multiplications(Shape in) {
    return 2L * in.size();
  }
}
