package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.ChannelFlow;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;

/**
 * Batch normalisation (Ioffe and Szegedy 2015): brings each feature, or each channel of an image,
 * to the mean and spread it learns.
 *
 * @param decay how slowly the running mean and variance follow the batches
 * @param epsilon added to the variance
 */
public record BatchNormOp(double decay, double epsilon) implements Operation.OfOne {
  @Override
  public String word() {
    return "batch_norm";
  }

  @Override
  public Shape out(Shape in) {
    if (!in.isImage() && !in.isFlat()) {
      throw new InfeasibleException(
          "it needs an image or flat numbers, but gets " + in + "; layer_norm takes sequences");
    }
    return in;
  }

  /** Scale, offset, running mean and running variance of each feature or channel. */
  @Override
  public long parameters(Shape in) {
    return 4L * (in.isImage() ? in.channels() : in.size());
  }

  @Override
  public long multiplications(Shape in) {
    return in.size();
  }

  @Override
  public ChannelFlow channels() {
    return ChannelFlow.KEPT;
  }
}
