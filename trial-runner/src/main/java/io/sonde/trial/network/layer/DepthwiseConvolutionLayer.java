package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Penalty;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.Window;
import io.sonde.trial.network.graph.op.DepthwiseConvolutionOp;
import io.sonde.trial.settings.Settings;

/**
 * A convolution of each channel on its own.
 *
 * @param operation the convolution
 * @param dropout the probability with which each number that comes out is dropped; 0 for never
 */
public record DepthwiseConvolutionLayer(DepthwiseConvolutionOp operation, double dropout)
    implements Layer {
  /** How many channels a channel may become. */
  static final Schema MULTIPLIER = Schema.whole(1, 256);

  static final LayerKind KIND =
      new LayerKind(
          "depthwise_conv",
          "A convolution of each channel of an image on its own (Howard and others 2017).",
          "depthwise_conv: {kernel: 5, multiplier: 2}",
          Schema.mapping()
              .optional("kernel", Window.SIDE, "side of the square window, default 3")
              .optional("stride", Window.SIDE, "step of the window, default 1")
              .optional("padding", Window.PADDING, "same (default) or valid")
              .optional("multiplier", MULTIPLIER, "channels that each channel becomes, default 1")
              .optional("activation", ActivationFunction.SCHEMA, "default relu")
              .optional("dropout", DropoutLayer.RATE, "probability of dropping what comes out")
              .all(Penalty.SCHEMA)
              .closed(),
          DepthwiseConvolutionLayer::read);

  private static DepthwiseConvolutionLayer read(Settings settings) {
    DepthwiseConvolutionOp operation =
        new DepthwiseConvolutionOp(
            settings.positive("multiplier", 1),
            ConvolutionLayer.window(settings),
            settings.oneOf("activation", ActivationFunction.class, ActivationFunction.RELU),
            true,
            Penalty.of(settings));
    return new DepthwiseConvolutionLayer(operation, DropoutLayer.rate(settings, "dropout"));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    return DropoutLayer.after(sketch, sketch.add(operation, in), dropout);
  }
}
