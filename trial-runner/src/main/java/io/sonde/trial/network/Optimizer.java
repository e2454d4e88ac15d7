package io.sonde.trial.network;

import io.sonde.trial.network.graph.Penalty;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import io.sonde.trial.settings.Words;
import java.util.Map;

/**
 * How weights are learnt.
 *
 * @param kind the rule
 * @param values its settings by name, defaults filled in
 * @param penalty of all weights whose layer has none of its own
 * @param schedule of the learning rate
 */
public record Optimizer(
    OptimizerKind kind, Map<String, Double> values, Penalty penalty, Schedule schedule) {
  public Optimizer {
    values = Map.copyOf(values);
  }

  /** The value of a setting that the kind has. */
  public double value(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(kind + " has no setting '" + name + "'");
    }
    return value;
  }

  static Optimizer read(Settings.Branch branch) {
    for (OptimizerKind kind : OptimizerKind.values()) {
      if (Words.of(kind).equals(branch.name())) {
        return read(kind, branch.settings());
      }
    }
    throw new SettingsException(
        branch.settings().path(), "there is no optimizer '" + branch.name() + "'");
  }

  private static Optimizer read(OptimizerKind kind, Settings settings) {
    Penalty penalty =
        new Penalty(
            settings.within("l1", 0, 1, 0),
            settings.within("l2", 0, 1, 0),
            settings.within("weight_decay", 0, 1, 0));
    if (settings.has("schedule") && !kind.hasLearningRate()) {
      throw new SettingsException(
          settings.at("schedule"), Words.of(kind) + " has no learning rate to change");
    }
    Schedule schedule = settings.branch("schedule").map(Schedule::read).orElse(Schedule.CONSTANT);
    return new Optimizer(kind, Setting.read(kind.settings(), settings), penalty, schedule);
  }
}
