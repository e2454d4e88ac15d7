package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Targets;
import io.sonde.trial.data.Task;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the loss of an example is multiplied with in training, by its class.
 *
 * @param balanced whether rare classes weigh as much as frequent ones: examples / (classes ×
 *     examples of the class), counted in the training part
 * @param weights by class, 1 for those not named; empty when balanced
 */
public record ClassWeights(boolean balanced, Map<String, Double> weights) {
  /** All examples weigh the same. */
  public static final ClassWeights NONE = new ClassWeights(false, Map.of());

  private static final double MOST = 1e6;

  static final Schema SCHEMA =
      new Schema.Either(
          List.of(
              Schema.word("none", "balanced"),
              new Schema.Mapping(Map.of(), Optional.of(Schema.real(0, MOST)))));

  public ClassWeights {
    weights = Map.copyOf(weights);
  }

  /** Reads what stands under a key. */
  static ClassWeights read(Settings settings, String key) {
    Object value = settings.values().getOrDefault(key, "none");
    if (value.equals("none")) {
      return NONE;
    } else if (value.equals("balanced")) {
      return new ClassWeights(true, Map.of());
    } else if (value instanceof String word) {
      throw new SettingsException(
          settings.at(key), "expected balanced, none or a weight by class, got '" + word + "'");
    }
    Settings written = settings.section(key);
    Map<String, Double> weights = new LinkedHashMap<>();
    for (String name : written.values().keySet()) {
      weights.put(name, written.within(name, 0, MOST, 1));
    }
    return new ClassWeights(false, weights);
  }

  /** Refuses data whose examples have no class, and classes that the data have not. */
  void check(DataFacts data) {
    if (equals(NONE)) {
      return;
    }
    if (!(data.task() instanceof Task.Classification task)) {
      throw new InfeasibleException("training.class_weights: the data have no classes to weigh");
    }
    for (String name : weights.keySet()) {
      if (!task.classes().contains(name)) {
        throw new InfeasibleException(
            "training.class_weights: there is no class '%s' among %s"
                .formatted(name, task.classes()));
      }
    }
  }

  /** The weight of each class, in the order of its names. */
  public float[] of(Targets.Classes training) {
    int[] counts = new int[training.names().size()];
    for (int label : training.labels()) {
      counts[label]++;
    }
    float[] result = new float[counts.length];
    for (int i = 0; i < result.length; i++) {
      double share = (double) training.size() / ((double) counts.length * Math.max(1, counts[i]));
      result[i] = (float) (balanced ? share : weights.getOrDefault(training.names().get(i), 1.0));
    }
    return result;
  }
}
