package io.sonde.trial.network;

import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import io.sonde.trial.settings.Words;
import java.util.Map;

/**
 * A learning-rate schedule with its settings.
 *
 * @param kind its formula
 * @param values its settings by name, defaults filled in
 */
public record Schedule(ScheduleKind kind, Map<String, Double> values) {
  /** The learning rate as it stands. */
  public static final Schedule CONSTANT = new Schedule(ScheduleKind.CONSTANT, Map.of());

  public Schedule {
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

  static Schedule read(Settings.Branch branch) {
    for (ScheduleKind kind : ScheduleKind.values()) {
      if (Words.of(kind).equals(branch.name())) {
        return new Schedule(kind, Setting.read(kind.settings(), branch.settings()));
      }
    }
    throw new SettingsException(
        branch.settings().path(), "there is no schedule '" + branch.name() + "'");
  }
}
