package io.sonde.trial.kind;

import io.sonde.search.reader.Quantities;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.checkpoint.Rhythm;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import java.util.List;

/** What stands under {@code trial.checkpoint}: how often a trial leaves one. */
public final class CheckpointSettings {
  /** The key, below {@code trial}. */
  public static final String KEY = "checkpoint";

  /** {@code {every: 5}} in epochs, {@code {every: 1m}} in time. */
  public static final Schema.Mapping SCHEMA =
      Schema.mapping()
          .required(
              "every",
              new Schema.Either(List.of(Schema.whole(1, 1_000_000), Quantities.TIME)),
              "a number of epochs, or a time such as 30s")
          .closed();

  private CheckpointSettings() {}

  /** What a spec says, or the default. */
  public static Rhythm rhythm(SweepSpec spec) {
    Object written = spec.trial().settings().get(KEY);
    if (written == null) {
      return Rhythm.DEFAULT;
    }
    String path = "trial." + KEY;
    Object every = Settings.of(path, written).values().get("every");
    if (every instanceof Long epochs) {
      return Rhythm.ofSteps(Math.toIntExact(epochs));
    } else if (every instanceof String time) {
      return Rhythm.ofTime(Quantities.duration(time));
    }
    throw new SettingsException(path + ".every", "expected a number of epochs or a time");
  }
}
