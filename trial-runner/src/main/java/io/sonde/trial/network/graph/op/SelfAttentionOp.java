package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;

/**
 * Multi-head attention of the steps of a sequence to one another, scaled by the root of a head's
 * width (Vaswani and others 2017, section 3.2), without biases. No step attends to the padding of a
 * text.
 *
 * @param heads how many attend side by side
 * @param units how many numbers come out at each step; the heads share them equally
 */
public record SelfAttentionOp(int heads, int units) implements Operation.OfOne {
  @Override
  public String word() {
    return "self_attention";
  }

  @Override
  public Shape out(Shape in) {
    if (!in.isSequence()) {
      throw new InfeasibleException(
          "it needs a sequence, but gets "
              + in
              + (in.kind() == Shape.Kind.TOKENS ? "; put an embedding before it" : ""));
    }
    if (units % heads != 0) {
      throw new InfeasibleException(
          "%d heads cannot share %d units equally".formatted(heads, units));
    }
    return Shape.sequence(in.steps(), units);
  }

  /** Queries, keys and values of all heads, and what makes one of the heads. */
  @Override
  public long parameters(Shape in) {
    long projection = Math.multiplyExact((long) in.features(), (long) units);
    return Math.addExact(
        Math.multiplyExact(3, projection), Math.multiplyExact((long) units, (long) units));
  }

  /** Projections at each step, and scores and sums over each pair of steps. */
  @Override
  public long multiplications(Shape in) {
    long steps = in.steps();
    long pairs = Math.multiplyExact(Math.multiplyExact(steps, steps), 2L * units);
    return Math.addExact(Math.multiplyExact(parameters(in), steps), pairs);
  }
}
