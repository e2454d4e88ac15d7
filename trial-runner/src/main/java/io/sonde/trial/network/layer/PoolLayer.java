package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.Window;
import io.sonde.trial.network.graph.op.PoolOp;
import io.sonde.trial.settings.Settings;

/** Shrinks an image by taking the largest or the mean value of each window. */
public record PoolLayer(PoolOp operation) implements Layer {
  private static final Schema.Mapping SCHEMA =
      Schema.mapping()
          .optional("kernel", Window.SIDE, "side of the square window, default 2")
          .optional("stride", Window.SIDE, "step of the window, default its side")
          .optional("padding", Window.PADDING, "same or valid (default)")
          .closed();

  static final LayerKind MAX_KIND =
      new LayerKind(
          "max_pool",
          "Shrinks an image to the largest value of each window.",
          "max_pool: {kernel: 2}",
          SCHEMA,
          settings -> read(true, settings));
  static final LayerKind AVERAGE_KIND =
      new LayerKind(
          "avg_pool",
          "Shrinks an image to the mean of each window.",
          "avg_pool: {kernel: 3, stride: 1, padding: same}",
          SCHEMA,
          settings -> read(false, settings));

  private static PoolLayer read(boolean maximum, Settings settings) {
    int kernel = settings.positive("kernel", 2);
    Window window =
        new Window(
            kernel,
            settings.positive("stride", kernel),
            settings.oneOf("padding", Window.Padding.class, Window.Padding.VALID));
    return new PoolLayer(new PoolOp(maximum, window));
  }

  @Override
  public String word() {
    return operation.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    return sketch.add(operation, in);
  }
}
