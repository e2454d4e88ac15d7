package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers one after the other.
 *
 * @param layers in their order; none gives what goes in
 */
public record Chain(List<Layer> layers) {
  /**
   * A list of layers in a spec, which may be empty. The layers are named and not listed, for some
   * of them hold lists of layers.
   */
  public static final Schema SCHEMA =
      new Schema.Sequence(new Schema.Named("layer", LayerKind::schemaOfAll), 0);

  public Chain {
    layers = List.copyOf(layers);
  }

  /** Reads a list of layers. */
  public static Chain read(String path, List<Object> items) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      layers.add(LayerKind.read(path + "[" + i + "]", items.get(i)));
    }
    return new Chain(layers);
  }

  /** Lays the layers out behind a node. */
  public Node attach(Sketch sketch, Node in) {
    Node node = in;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      Node before = node;
      node =
          sketch.at(
              "[" + i + "]." + layer.word(),
              i + "_" + layer.word(),
              () -> layer.attach(sketch, before));
    }
    return node;
  }
}
