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
 * @param warmUp before the formula begins, the rate rises from epoch to epoch in equal steps: for
 *     this many epochs, or below 1 for this fraction of all epochs (Goyal and others 2017)
 */
public record Schedule(ScheduleKind kind, Map<String, Double> values, double warmUp) {
  /** The learning rate as it stands. */
  public static final Schedule CONSTANT = new Schedule(ScheduleKind.CONSTANT, Map.of(), 0);

  static final String WARM_UP = "warmup";
  static final double MOST_WARM_UP = 1e6;

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

  /** The epochs of the warm-up within a training; at least one is left for what follows it. */
  public int warmUpEpochs(int epochs) {
    double wanted = warmUp < 1 ? warmUp * epochs : warmUp;
    return (int) Math.min(epochs - 1, Math.round(wanted));
  }

  static Schedule read(Settings.Branch branch) {
    for (ScheduleKind kind : ScheduleKind.values()) {
      if (Words.of(kind).equals(branch.name())) {
        return new Schedule(
            kind,
            Setting.read(kind.settings(), branch.settings()),
            branch.settings().within(WARM_UP, 0, MOST_WARM_UP, 0));
      }
    }
    throw new SettingsException(
        branch.settings().path(), "there is no schedule '" + branch.name() + "'");
  }
}
