package io.sonde.search.stopper;

import io.sonde.search.port.Stopper;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The rules for early stopping, by the names under which a spec chooses them. */
public final class Stoppers {
  private Stoppers() {}

  /** Every name that {@link #create} knows. */
  public static List<String> names() {
    return List.of("none", "median", "asha");
  }

  /**
   * The stopper of this name. A setting that is absent takes its default.
   *
   * @param settings whole numbers as Long: for {@code asha} {@code resource} (a word, default
   *     {@code epoch}), {@code min} (1), {@code max} (none) and {@code eta} (3); for {@code median}
   *     {@code startup_trials} (5), {@code warmup} (0) and {@code interval} (1)
   * @throws IllegalArgumentException for an unknown name or a setting out of its range
   */
  public static Stopper create(String rule, Map<String, Object> settings) {
    return switch (rule) {
      case "none" -> new NeverStopper();
      case "median" ->
          new MedianStopper(
              new MedianStopper.Settings(
                  whole(settings, "startup_trials", 5),
                  whole(settings, "warmup", 0),
                  whole(settings, "interval", 1)));
      case "asha" ->
          new AshaStopper(
              new AshaStopper.Settings(
                  settings.getOrDefault("resource", "epoch").toString(),
                  whole(settings, "min", 1),
                  settings.containsKey("max")
                      ? OptionalInt.of(whole(settings, "max", 0))
                      : OptionalInt.empty(),
                  whole(settings, "eta", 3)));
      default ->
          throw new IllegalArgumentException(
              "no stopping rule '" + rule + "'; there are " + String.join(", ", names()));
    };
  }

  private static int whole(Map<String, Object> settings, String name, int otherwise) {
    Object value = settings.getOrDefault(name, otherwise);
    if (value instanceof Number number && number.doubleValue() == number.intValue()) {
      return number.intValue();
    }
    throw new IllegalArgumentException("expected a whole number for " + name + ", got " + value);
  }
}
