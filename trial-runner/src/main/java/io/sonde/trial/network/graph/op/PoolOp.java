package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.ChannelFlow;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.Window;

/**
 * Shrinks an image by taking the largest or the mean value of each window.
 *
 * @param maximum whether the largest; else the mean
 */
public record PoolOp(boolean maximum, Window window) implements Operation.OfOne {
  @Override
  public String word() {
    return maximum ? "max_pool" : "avg_pool";
  }

  @Override
  public Shape out(Shape in) {
    if (!in.isImage()) {
      throw new InfeasibleException(
          "a pooling layer needs an image, but gets " + in + (in.isFlat() ? " flat numbers" : ""));
    }
    return Shape.image(window.slide(in.height()), window.slide(in.width()), in.channels());
  }

  @Override
  public ChannelFlow channels() {
    return ChannelFlow.KEPT;
  }
}
