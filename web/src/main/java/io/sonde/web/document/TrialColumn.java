package io.sonde.web.document;

import io.sonde.search.port.SweepReader.TrialRow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What can stand in a column of a table of trials, apart from their numbers and states.
 *
 * @param word by which it is asked for, such as {@code value:optimizer.adam.learning_rate}
 */
public record TrialColumn(String word) {
  /** The device's word: what it takes is not in a trial's row. */
  static final String DEVICE = "device";

  private static final String PARAMETER = "value:";
  private static final String METRIC = "metric:";

  /** Those that every trial can have. */
  private static final Map<String, Reader> PLAIN = plain();

  private interface Reader {
    @Nullable Object read(TrialRow trial);
  }

  private static Map<String, Reader> plain() {
    Map<String, Reader> plain = new LinkedHashMap<>();
    plain.put("value", row -> row.value().isPresent() ? row.value().getAsDouble() : null);
    plain.put("step", row -> number(row.lastStep()));
    plain.put("best_step", row -> number(row.bestStep()));
    plain.put("seconds", TrialColumn::seconds);
    plain.put("created", row -> Json.time(row.created()));
    plain.put("started", row -> time(row.started()));
    plain.put("ended", row -> time(row.ended()));
    plain.put(DEVICE, row -> null);
    plain.put("attempts", TrialRow::attempts);
    plain.put("parent", row -> number(row.parent()));
    plain.put("reason", TrialRow::reason);
    return plain;
  }

  /** The words of those that every trial can have. */
  public static List<String> words() {
    return List.copyOf(PLAIN.keySet());
  }

  /**
   * That of a word.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static TrialColumn of(String word) {
    return new TrialColumn(word);
  }

  /** A searched value. */
  public static TrialColumn ofParameter(String path) {
    return new TrialColumn(PARAMETER + path);
  }

  /** A metric. */
  public static TrialColumn ofMetric(String name) {
    return new TrialColumn(METRIC + name);
  }

  /** Throws an IllegalArgumentException for a word that names no column. */
  public TrialColumn {
    if (!PLAIN.containsKey(word) && !word.matches("(?s)(value|metric):.+")) {
      throw new IllegalArgumentException(
          "There is no column '"
              + word
              + "'; known are "
              + String.join(", ", PLAIN.keySet())
              + ", value:PATH and metric:NAME.");
    }
  }

  /** The path of the searched value that it shows; empty for any other column. */
  public Optional<String> parameter() {
    return behind(PARAMETER);
  }

  /** The name of the metric that it shows; empty for any other column. */
  public Optional<String> metric() {
    return behind(METRIC);
  }

  private Optional<String> behind(String kind) {
    return word.startsWith(kind) ? Optional.of(word.substring(kind.length())) : Optional.empty();
  }

  /** Whether it shows on which devices a trial ran. */
  public boolean device() {
    return word.equals(DEVICE);
  }

  /**
   * What a trial has under it: a number, a text, a truth, or what else a configuration can hold;
   * {@code null} where it has nothing.
   *
   * @param devices on which its last attempt ran
   */
  public @Nullable Object of(TrialRow trial, List<String> devices) {
    if (device()) {
      return devices.isEmpty() ? null : String.join(", ", devices);
    }
    Reader reader = PLAIN.get(word);
    if (reader != null) {
      return reader.read(trial);
    }
    Optional<String> path = parameter();
    return path.isPresent()
        ? trial.values().get(path.get())
        : metric(trial, metric().orElseThrow());
  }

  private static @Nullable Double metric(TrialRow trial, String name) {
    Double value = trial.metrics().get(name);
    return value == null ? trial.measured().get(name) : value;
  }

  private static @Nullable Integer number(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }

  private static @Nullable String time(Optional<Instant> time) {
    return time.map(Json::time).orElse(null);
  }

  /** From its first start to its end; nothing before it has ended. */
  private static @Nullable Double seconds(TrialRow trial) {
    return trial.started().isPresent() && trial.ended().isPresent()
        ? Duration.between(trial.started().get(), trial.ended().get()).toMillis() / 1000.0
        : null;
  }
}
