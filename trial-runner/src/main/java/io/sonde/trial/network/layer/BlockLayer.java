package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.settings.Settings;

/**
 * Layers one after the other where one layer belongs.
 *
 * @param layers in their order
 */
public record BlockLayer(Chain layers) implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "block",
          "Several layers where one belongs, as in a `choice` or on an edge of a `cell`.",
          "block: {layers: [{dense: {units: 32}}, {dropout: {rate: 0.5}}]}",
          Schema.mapping().required("layers", Chain.SCHEMA, "one after the other").closed(),
          BlockLayer::read);

  private static BlockLayer read(Settings settings) {
    return new BlockLayer(Chain.read(settings.at("layers"), settings.items("layers")));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    return sketch.at(".layers", "", () -> layers.attach(sketch, in));
  }
}
