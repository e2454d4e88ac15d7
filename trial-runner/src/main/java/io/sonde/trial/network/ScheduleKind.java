package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a learning rate changes from epoch to epoch; epochs count from 0. */
public enum ScheduleKind {
  /** It does not. */
  CONSTANT(List.of()),
  /** Times {@code factor} after each {@code every} epochs. */
  STEP(List.of(new Setting("every", 1, 1e6, 10), Setting.fraction("factor", 0.5))),
  /** Times {@code decay} to the power of the epoch. */
  EXPONENTIAL(List.of(Setting.fraction("decay", 0.95))),
  /** Falls to 0 at the last epoch like a polynomial of this power. */
  POLYNOMIAL(List.of(new Setting("power", 0, 100, 1))),
  /** Falls towards {@code floor} times itself like half a wave (Loshchilov and Hutter 2017). */
  COSINE(List.of(Setting.fraction("floor", 0))),
  /** Divided by (1 + decay × epoch) to this power. */
  INVERSE(List.of(Setting.fraction("decay", 0.1), new Setting("power", 0, 100, 1))),
  /** Divided by (1 + exp(steepness × (epoch − middle))). */
  SIGMOID(List.of(new Setting("steepness", 0, 100, 1), new Setting("middle", 0, 1e6, 10))),
  /**
   * One cycle: up to {@code peak} times the learning rate and back within all epochs but the last
   * {@code annealing} fraction, in which it falls to {@code floor} times itself (Smith 2018).
   */
  CYCLE(
      List.of(
          new Setting("peak", 1, 1000, 10),
          Setting.fraction("annealing", 0.1),
          Setting.fraction("floor", 0.1)));

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, only its type does not say so
  private final List<Setting> settings;

  ScheduleKind(List<Setting> settings) {
    this.settings = settings;
  }

  List<Setting> settings() {
    return settings;
  }

  /** What may stand under {@code schedule}. */
  static Schema.Variant schema() {
    Map<String, Schema.Mapping> variants = new LinkedHashMap<>();
    for (ScheduleKind kind : values()) {
      variants.put(
          Words.of(kind),
          Setting.describe(kind.settings, Schema.mapping())
              .optional(
                  Schedule.WARM_UP,
                  Schema.real(0, Schedule.MOST_WARM_UP),
                  "epochs, or below 1 the fraction of all, in which the rate rises; default 0")
              .closed());
    }
    return new Schema.Variant("schedule", variants);
  }
}
