package io.sonde.search.stopper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Decision;
import io.sonde.search.space.Space;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The verdicts of Optuna 5.0.0's pruners, where its rules are the same; {@code
 * src/test/python/stopper_oracle.py} says where and how it made them.
 */
class StopperOracleTest {
  private static final Space SPACE = Play.reals(1);

  /** A study of Optuna's: its first line, and the lines that follow. */
  record Study(String head, List<String> lines) {
    String word(int i) {
      return head.split(" ", -1)[i];
    }

    long number(int i) {
      return Long.parseLong(word(i));
    }

    ColumnarHistory history() {
      String direction = word(head.split(" ", -1).length - 1).toUpperCase(Locale.ROOT);
      return new ColumnarHistory(SPACE, new Objective("score", Direction.valueOf(direction)));
    }

    Stopper stopper() {
      Map<String, Object> settings = new HashMap<>();
      switch (word(0)) {
        case "percentile" -> {
          settings.putAll(Map.of("startup_trials", 3L, "percentile", Double.valueOf(word(1))));
          settings.putAll(Map.of("warmup", number(2), "interval", number(3)));
        }
        case "asha" -> settings.putAll(Map.of("min", number(1), "eta", number(2)));
        case "patience" -> settings.put("patience", number(1) + 1);
        default -> settings.put("p", Double.valueOf(word(1)));
      }
      return Stoppers.create(word(0), settings);
    }

    @Override
    public String toString() {
      return head;
    }
  }

  static Stream<Study> studies() throws IOException {
    List<Study> studies = new ArrayList<>();
    for (String line : oracle()) {
      String first = line.substring(0, line.indexOf(' ') < 0 ? line.length() : line.indexOf(' '));
      switch (first) {
        case "percentile", "asha", "patience", "wilcoxon" ->
            studies.add(new Study(line, new ArrayList<>()));
        case "ranks" -> {}
        default -> studies.get(studies.size() - 1).lines().add(line);
      }
    }
    return studies.stream();
  }

  private static List<String> oracle() throws IOException {
    String name = "/io/sonde/search/stopper/stopper-oracle.txt";
    try (InputStream in = StopperOracleTest.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static double[] values(String line) {
    return Arrays.stream(line.split(" ", -1)).skip(1).mapToDouble(Double::parseDouble).toArray();
  }

  @ParameterizedTest
  @MethodSource("studies")
  void theVerdictsAreTheSame(Study study) {
    ColumnarHistory history = study.history();
    Stopper stopper = study.stopper();
    int compared = 0;
    for (int i = 0; i < study.lines().size(); i++) {
      String line = study.lines().get(i);
      double[] values = values(line);
      if (line.startsWith("completed")) {
        complete(history, values);
      } else {
        double[] expected = values(study.lines().get(++i));
        boolean asha = line.startsWith("trial");
        assertThat(
                asha
                    ? first(stops(history, stopper, values, true))
                    : told(history, stopper, values))
            .as(line)
            .isEqualTo(Arrays.toString(expected));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(5);
  }

  private static void complete(ColumnarHistory history, double[] values) {
    int trial = start(history);
    for (int i = 0; i < values.length; i++) {
      history.report(trial, i + 1, values[i]);
    }
    history.become(trial, TrialState.COMPLETED);
  }

  private static String told(ColumnarHistory history, Stopper stopper, double[] values) {
    return Arrays.toString(
        stops(history, stopper, values, false).stream().mapToDouble(step -> step).toArray());
  }

  private static String first(List<Integer> stops) {
    return Arrays.toString(new double[] {stops.isEmpty() ? 0 : stops.get(0)});
  }

  /** The steps at which a trial is to be stopped; it goes on all the same unless it obeys. */
  private static List<Integer> stops(
      ColumnarHistory history, Stopper stopper, double[] values, boolean obeys) {
    List<Integer> stops = new ArrayList<>();
    int trial = start(history);
    for (int step = 1; step <= values.length && !(obeys && !stops.isEmpty()); step++) {
      history.report(trial, step, values[step - 1]);
      if (stopper.judge(history, trial, step).decision() == Decision.STOP) {
        stops.add(step);
      }
    }
    history.become(trial, stops.isEmpty() && obeys ? TrialState.COMPLETED : TrialState.STOPPED);
    return stops;
  }

  private static int start(ColumnarHistory history) {
    int trial = history.propose(new double[] {0});
    history.become(trial, TrialState.RUNNING);
    return trial;
  }
}
