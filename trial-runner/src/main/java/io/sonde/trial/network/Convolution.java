package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.data.Shape;
import io.sonde.trial.settings.Settings;
import java.util.Optional;

/**
 * A two-dimensional convolution.
 *
 * @param filters how many channels come out
 * @param window its square window
 * @param activation applied to what comes out
 * @param dropout the probability with which each number that comes out is dropped in training
 * @param penalty of its weights; empty for the optimizer's
 */
public record Convolution(
    int filters,
    Window window,
    ActivationFunction activation,
    double dropout,
    Optional<Penalty> penalty)
    implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "conv",
          Schema.mapping()
              .required("filters", Schema.whole(1, 1 << 16), "how many channels come out")
              .optional("kernel", Window.SIDE, "side of the square window, default 3")
              .optional("stride", Window.SIDE, "step of the window, default 1")
              .optional("padding", Window.PADDING, "same (default) or valid")
              .optional("activation", ActivationFunction.SCHEMA, "default relu")
              .optional("dropout", Dropout.RATE, "probability of dropping what comes out")
              .all(Penalty.SCHEMA)
              .closed(),
          (settings, classes) -> read(settings));

  private static Convolution read(Settings settings) {
    Window window =
        new Window(
            settings.positive("kernel", 3),
            settings.positive("stride", 1),
            settings.oneOf("padding", Window.Padding.class, Window.Padding.SAME));
    return new Convolution(
        settings.positive("filters"),
        window,
        settings.oneOf("activation", ActivationFunction.class, ActivationFunction.RELU),
        settings.within("dropout", 0, Dropout.HIGHEST_RATE, 0),
        Penalty.of(settings));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Shape after(Shape in) {
    if (!in.isImage()) {
      throw new InfeasibleException(
          "a conv needs an image, but gets "
              + in
              + " flat numbers; give the data a shape [height, width, channels], or put it"
              + " before every dense layer");
    }
    return Shape.image(window.slide(in.height()), window.slide(in.width()), filters);
  }

  @Override
  public long parameters(Shape in) {
    long area = (long) window.kernel() * window.kernel();
    return Math.multiplyExact(area * in.channels() + 1, (long) filters);
  }
}
