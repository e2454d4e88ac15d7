package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016): brings the numbers of each example, of a
 * sequence those of each step, to mean 0 and variance 1, then to a scale and an offset it learns.
 *
 * @param epsilon added to the variance
 */
public record LayerNormOp(double epsilon) implements Operation.OfOne {
  @Override
  public String word() {
    return "layer_norm";
  }

  @Override
  public Shape out(Shape in) {
    if (!in.isFlat() && !in.isSequence()) {
      throw new InfeasibleException(
          "it needs flat numbers or a sequence, but gets "
              + in
              + (in.isImage() ? "; batch_norm takes images" : "; put an embedding before it"));
    }
    return in;
  }

  /** Scale and offset of each feature. */
  @Override
  public long parameters(Shape in) {
    return 2L * (in.isSequence() ? in.features() : in.size());
  }

  @Override
  public long multiplications(Shape in) {
    return 2L * in.size();
  }
}
