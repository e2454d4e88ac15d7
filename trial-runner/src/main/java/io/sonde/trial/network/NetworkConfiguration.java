package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.data.DataFacts;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.layer.Chain;
import io.sonde.trial.network.layer.Layer;
import io.sonde.trial.network.layer.LayerKind;
import io.sonde.trial.network.layer.OutputLayer;
import io.sonde.trial.network.layer.TowersLayer;
import io.sonde.trial.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The configuration of a network trial, read.
 *
 * @param training how it is trained
 * @param optimizer how weights are learnt
 * @param layers of the network, in their order
 */
public record NetworkConfiguration(
    TrainingSettings training, Optimizer optimizer, Chain layers, Compression compression) {
  /** What may stand in {@code space}. */
  public static final Schema.Mapping SCHEMA =
      Schema.mapping()
          .optional("training", TrainingSettings.SCHEMA, "how it is trained")
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
    Settings.Branch adam = new Settings.Branch("adam", new Settings("optimizer.adam", Map.of()));
    TrainingSettings training = TrainingSettings.read(root.section("training"));
    return new NetworkConfiguration(
        training,
        Optimizer.read(root.branch("optimizer").orElse(adam)),
        Chain.read("network", root.items("network")),
        root.branch("compression")
            .map(branch -> Compression.read(branch, training.epochs()))
            .orElse(Compression.NONE));
  }

  /** How many times the training part is gone through, at least 1. */
  public int epochs() {
    return training.epochs();
  }

  /** Examples per update, at least 1. */
  public int batchSize() {
    return training.batchSize();
  }

  /**
   * Fits the layers to data.
   *
   * @throws InfeasibleException naming the layer or the setting that does not fit
   */
  public NetworkGraph graph(DataFacts data) {
    training.check(data);
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
            () -> LayerKind.read("output", "output").attach(sketch, end));
  }
}
