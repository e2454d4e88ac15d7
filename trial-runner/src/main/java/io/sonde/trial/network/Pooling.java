package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.data.Shape;
import io.sonde.trial.settings.Settings;

/**
 * Shrinks an image by taking the largest or the mean value of each window.
 *
 * @param maximum whether the largest; else the mean
 * @param window its square window
 */
public record Pooling(boolean maximum, Window window) implements Layer {
  private static final Schema.Mapping SCHEMA =
      Schema.mapping()
          .optional("kernel", Window.SIDE, "side of the square window, default 2")
          .optional("stride", Window.SIDE, "step of the window, default its side")
          .optional("padding", Window.PADDING, "same or valid (default)")
          .closed();

  static final LayerKind MAX_KIND =
      new LayerKind("max_pool", SCHEMA, (s, classes) -> read(true, s));
  static final LayerKind AVERAGE_KIND =
      new LayerKind("avg_pool", SCHEMA, (s, classes) -> read(false, s));

  private static Pooling read(boolean maximum, Settings settings) {
    int kernel = settings.positive("kernel", 2);
    return new Pooling(
        maximum,
        new Window(
            kernel,
            settings.positive("stride", kernel),
            settings.oneOf("padding", Window.Padding.class, Window.Padding.VALID)));
  }

  @Override
  public String word() {
    return maximum ? MAX_KIND.word() : AVERAGE_KIND.word();
  }

  @Override
  public Shape after(Shape in) {
    if (!in.isImage()) {
      throw new InfeasibleException(
          "a pooling layer needs an image, but gets " + in + " flat numbers");
    }
    return Shape.image(window.slide(in.height()), window.slide(in.width()), in.channels());
  }

  @Override
  public long parameters(Shape in) {
    return 0;
  }
}
