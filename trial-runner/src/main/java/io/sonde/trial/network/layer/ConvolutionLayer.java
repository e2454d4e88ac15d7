package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Penalty;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.Window;
import io.sonde.trial.network.graph.op.ConvolutionOp;
import io.sonde.trial.settings.Settings;

/**
 * A two-dimensional convolution.
 *
 * @param operation the convolution
 * @param dropout the probability with which each number that comes out is dropped; 0 for never
 */
public record ConvolutionLayer(ConvolutionOp operation, double dropout) implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "conv",
          "A two-dimensional convolution of images.",
          "conv: {filters: 16, kernel: 3}",
          Schema.mapping()
              .required("filters", Schema.whole(1, 1 << 16), "how many channels come out")
              .optional("kernel", Window.SIDE, "side of the square window, default 3")
              .optional("stride", Window.SIDE, "step of the window, default 1")
              .optional("padding", Window.PADDING, "same (default) or valid")
              .optional("activation", ActivationFunction.SCHEMA, "default relu")
              .optional("dropout", DropoutLayer.RATE, "probability of dropping what comes out")
              .all(Penalty.SCHEMA)
              .closed(),
          ConvolutionLayer::read);

  private static ConvolutionLayer read(Settings settings) {
    ConvolutionOp operation =
        new ConvolutionOp(
            settings.positive("filters"),
            window(settings),
            settings.oneOf("activation", ActivationFunction.class, ActivationFunction.RELU),
            true,
            Penalty.of(settings));
    return new ConvolutionLayer(operation, DropoutLayer.rate(settings, "dropout"));
  }

  /** The window of a convolution: of side 3 and step 1, keeping the size, unless it is written. */
  static Window window(Settings settings) {
    return new Window(
        settings.positive("kernel", 3),
        settings.positive("stride", 1),
        settings.oneOf("padding", Window.Padding.class, Window.Padding.SAME));
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
