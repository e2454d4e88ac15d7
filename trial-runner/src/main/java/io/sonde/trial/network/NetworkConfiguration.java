package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
    List<Layer> layers,
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
          .required(
              "network",
              new Schema.Sequence(LayerKind.schemaOfAll(), 0),
              "the layers; the output is added by itself")
          .optional("compression", Compression.schema(), "which weights are removed, default none")
          .closed();

  public NetworkConfiguration {
    layers = List.copyOf(layers);
  }

  /**
   * Reads a configuration's tree.
   *
   * @param classes how many classes the data have
   * @throws io.sonde.trial.settings.SettingsException naming the path of what cannot be used
   */
  public static NetworkConfiguration read(Map<String, Object> tree, int classes) {
    Settings root = new Settings("", tree).only(SCHEMA.fields().keySet());
    Settings training = root.section("training").only(TRAINING.fields().keySet());
    List<Layer> layers = new ArrayList<>();
    List<Object> items = root.items("network");
    for (int i = 0; i < items.size(); i++) {
      layers.add(LayerKind.read("network[" + i + "]", items.get(i), classes));
    }
    Settings.Branch adam = new Settings.Branch("adam", new Settings("optimizer.adam", Map.of()));
    return new NetworkConfiguration(
        training.positive("epochs", 10),
        training.positive("batch_size", 32),
        training.oneOf("initialization", Initialization.class, Initialization.XAVIER),
        Optimizer.read(root.branch("optimizer").orElse(adam)),
        layers,
        root.branch("compression").map(Compression::read).orElse(Compression.NONE));
  }
}
