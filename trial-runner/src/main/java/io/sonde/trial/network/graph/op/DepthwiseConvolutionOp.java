package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.ChannelFlow;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.Penalty;
import io.sonde.trial.network.graph.Window;
import java.util.Optional;

/**
 * A convolution of each channel on its own (Howard and others 2017, "MobileNets").
 *
 * @param multiplier how many channels each channel becomes, at least 1
 * @param bias whether each channel that comes out learns an offset
 * @param penalty of its weights; empty for the optimizer's
 */
public record DepthwiseConvolutionOp(
    int multiplier,
    Window window,
    ActivationFunction activation,
    boolean bias,
    Optional<Penalty> penalty)
    implements Operation.OfOne {
  @Override
  public String word() {
    return "depthwise_conv";
  }

  @Override
  public Shape out(Shape in) {
    if (!in.isImage()) {
      throw new InfeasibleException("a convolution needs an image, but gets " + in);
    }
    return Shape.image(window.slide(in.height()), window.slide(in.width()), channels(in));
  }

  @Override
  public long parameters(Shape in) {
    return Math.multiplyExact((long) channels(in), area() + (bias ? 1 : 0));
  }

  @Override
  public long multiplications(Shape in) {
    return Math.multiplyExact((long) out(in).size(), area());
  }

  private int channels(Shape in) {
    return Math.multiplyExact(in.channels(), multiplier);
  }

  private long area() {
    return (long) window.kernel() * window.kernel();
  }

  /** With a multiplier, what comes out does not stand at the places of what goes in. */
  @Override
  public ChannelFlow channels() {
    return multiplier == 1 ? ChannelFlow.KEPT : ChannelFlow.FIXED;
  }
}
