package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Penalty;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.Window;
import io.sonde.trial.network.graph.op.ConvolutionOp;
import io.sonde.trial.network.graph.op.DepthwiseConvolutionOp;
import io.sonde.trial.settings.Settings;

/**
 * A convolution in two parts (Chollet 2017, "Xception"): of each channel on its own, then across
 * channels at each place.
 *
 * @param depthwise the first part, without offsets, which the second one has
 * @param pointwise the second part, with a window of side 1
 * @param dropout the probability with which each number that comes out is dropped; 0 for never
 */
public record SeparableConvolutionLayer(
    DepthwiseConvolutionOp depthwise, ConvolutionOp pointwise, double dropout) implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "separable_conv",
          "A convolution of images in two parts (Chollet 2017): of each channel on its own, then"
              + " across channels at each place. It has fewer weights than `conv`.",
          "separable_conv: {filters: 32}",
          Schema.mapping()
              .required("filters", Schema.whole(1, 1 << 16), "how many channels come out")
              .optional("kernel", Window.SIDE, "side of the square window, default 3")
              .optional("stride", Window.SIDE, "step of the window, default 1")
              .optional("padding", Window.PADDING, "same (default) or valid")
              .optional(
                  "multiplier",
                  DepthwiseConvolutionLayer.MULTIPLIER,
                  "channels that each channel becomes in between, default 1")
              .optional("activation", ActivationFunction.SCHEMA, "default relu")
              .optional("dropout", DropoutLayer.RATE, "probability of dropping what comes out")
              .all(Penalty.SCHEMA)
              .closed(),
          SeparableConvolutionLayer::read);

  private static SeparableConvolutionLayer read(Settings settings) {
    DepthwiseConvolutionOp depthwise =
        new DepthwiseConvolutionOp(
            settings.positive("multiplier", 1),
            ConvolutionLayer.window(settings),
            ActivationFunction.IDENTITY,
            false,
            Penalty.of(settings));
    ConvolutionOp pointwise =
        new ConvolutionOp(
            settings.positive("filters"),
            new Window(1, 1, Window.Padding.VALID),
            settings.oneOf("activation", ActivationFunction.class, ActivationFunction.RELU),
            true,
            Penalty.of(settings));
    return new SeparableConvolutionLayer(
        depthwise, pointwise, DropoutLayer.rate(settings, "dropout"));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    Node channels = sketch.add(depthwise, in);
    return DropoutLayer.after(sketch, sketch.add(pointwise, channels), dropout);
  }
}
