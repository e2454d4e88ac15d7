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
 * A two-dimensional convolution.
 *
 * @param filters how many channels come out
 * @param bias whether each filter learns an offset; one before a batch normalisation needs none
 * @param penalty of its weights; empty for the optimizer's
 */
public record ConvolutionOp(
    int filters,
    Window window,
    ActivationFunction activation,
    boolean bias,
    Optional<Penalty> penalty)
    implements Operation.OfOne {
  @Override
  public String word() {
    return "conv";
  }

  @Override
  public Shape out(Shape in) {
    if (!in.isImage()) {
      throw new InfeasibleException(
          "a convolution needs an image, but gets "
              + in
              + (in.isFlat()
                  ? " flat numbers; give the data a shape [height, width, channels], or put it"
                      + " before every dense layer"
                  : ""));
    }
    return Shape.image(window.slide(in.height()), window.slide(in.width()), filters);
  }

  @Override
  public long parameters(Shape in) {
    return Math.multiplyExact(weightsPerFilter(in) + (bias ? 1 : 0), (long) filters);
  }

  @Override
  public long multiplications(Shape in) {
    Shape out = out(in);
    long places = (long) out.height() * out.width();
    return Math.multiplyExact(Math.multiplyExact(weightsPerFilter(in), (long) filters), places);
  }

  private long weightsPerFilter(Shape in) {
    return (long) window.kernel() * window.kernel() * in.channels();
  }

  @Override
  public ChannelFlow channels() {
    return ChannelFlow.MADE;
  }

  @Override
  public Operation narrowed(int channels) {
    return new ConvolutionOp(channels, window, activation, bias, penalty);
  }
}
