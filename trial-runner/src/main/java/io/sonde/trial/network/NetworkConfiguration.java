package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.data.DataFacts;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.layer.Chain;
import io.sonde.trial.network.layer.Layer;
import io.sonde.trial.network.layer.OutputLayer;
import io.sonde.trial.network.layer.TowersLayer;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.Words;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The configuration of a network trial, read.
 *
 * @param epochs how many times the training part is gone through, at least 1
 * @param batchSize examples per update, at least 1
 * @param initialization where weights start
 * @param layers of the network, in their order
 */
public record NetworkConfiguration(
    int epochs,
    int batchSize,
    Initialization initialization,
    Optimizer optimizer,
    Chain layers,
    Compression compression) {
  private static final Schema.Mapping TRAINING =
      Schema.mapping()
          .optional("epochs", Schema.whole(1, 1_000_000), "default 10")
          .optional("batch_size", Schema.whole(1, 1 << 20), "examples per update, default 32")
          .optional(
              "initialization",
              new Schema.Word(Words.of(Initialization.class)),
              "where weights start, default xavier")
          .closed();

  /** What may stand in {@code space}. */
  public static final Schema.Mapping SCHEMA =
      Schema.mapping()
          .optional("training", TRAINING, "how long and in which portions")
          .optional("optimizer", OptimizerKind.schema(), "how weights are learnt, default adam")
          .required("network", Chain.SCHEMA, "the layers; the output is added by itself")
          .optional("compression", Compression.schema(), "which weights are removed, default none")
          .closed();

  /**
   * Reads a configuration's tree.
   *
   * @throws io.sonde.trial.settings.SettingsException naming the path of what cannot be used
   */
  public static NetworkConfiguration read(Map<String, Object> tree) {
    Settings root = new Settings("", tree).only(SCHEMA.fields().keySet());
    Settings training = root.section("training").only(TRAINING.fields().keySet());
    Settings.Branch adam = new Settings.Branch("adam", new Settings("optimizer.adam", Map.of()));
    int epochs = training.positive("epochs", 10);
    return new NetworkConfiguration(
        epochs,
        training.positive("batch_size", 32),
        training.oneOf("initialization", Initialization.class, Initialization.XAVIER),
        Optimizer.read(root.branch("optimizer").orElse(adam)),
        Chain.read("network", root.items("network")),
        root.branch("compression")
            .map(branch -> Compression.read(branch, epochs))
            .orElse(Compression.NONE));
  }

  /**
   * Fits the layers to data.
   *
   * @throws InfeasibleException naming the layer that does not fit
   */
  public NetworkGraph graph(DataFacts data) {
    Sketch sketch = new Sketch(data);
    return sketch.at("network", "", () -> sketch.graph(output(sketch, begin(sketch))));
  }

  private Node begin(Sketch sketch) {
    List<String> inputs = sketch.inputNames();
    List<Layer> all = layers.layers();
    if (inputs.size() > 1 && (all.isEmpty() || !(all.get(0) instanceof TowersLayer))) {
      throw sketch.infeasible(
          "the data have the inputs %s; begin the network with towers".formatted(inputs));
    }
    return Objects.requireNonNull(sketch.inputs().get(inputs.get(0)));
  }

  private Node output(Sketch sketch, Node first) {
    int last = layers.layers().size() - 1;
    for (int i = 0; i < last; i++) {
      if (layers.layers().get(i) instanceof OutputLayer) {
        throw new InfeasibleException(
            "network[" + i + "].output: an output stands only at the end of a network");
      }
    }
    Node end = layers.attach(sketch, first);
    boolean written = last >= 0 && layers.layers().get(last) instanceof OutputLayer;
    return written
        ? end
        : sketch.at(
            "[" + (last + 1) + "].output",
            (last + 1) + "_output",
            () -> OutputLayer.DEFAULT.attach(sketch, end));
  }
}
