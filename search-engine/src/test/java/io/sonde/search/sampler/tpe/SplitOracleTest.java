package io.sonde.search.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Constraint;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import io.sonde.search.space.Space;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The good trials are those that Optuna 5.0.0 takes. The script that wrote {@code
 * split-oracle.txt}, {@code src/test/python/split_oracle.py}, says what its lines mean.
 */
class SplitOracleTest {
  private static final Space SPACE = Play.reals(1);

  /** A history, and which trials are good by how many are asked for. */
  static final class Case {
    private final String name;
    private final ColumnarHistory history;
    private final int constraints;
    private final Map<Integer, int[]> good = new LinkedHashMap<>();

    Case(String[] words) {
      this.name = words[1];
      this.constraints = Integer.parseInt(words[2]);
      List<Objective> objectives = new ArrayList<>();
      for (int i = 3; i < words.length; i++) {
        Direction direction = Direction.valueOf(words[i].toUpperCase(Locale.ROOT));
        objectives.add(new Objective("o" + (i - 3), direction));
      }
      List<Constraint> bounds =
          IntStream.range(0, constraints)
              .mapToObj(c -> new Constraint("c" + c, Double.NEGATIVE_INFINITY, 1, false))
              .toList();
      this.history = new ColumnarHistory(SPACE, new Goal(objectives, bounds));
    }

    void take(String[] words) {
      if (words[0].equals("good")) {
        int[] trials = Arrays.stream(words, 2, words.length).mapToInt(Integer::parseInt).toArray();
        good.put(Integer.valueOf(words[1]), trials);
        return;
      }
      int trial = history.propose(SPACE.configure(parameter -> 0));
      history.become(trial, TrialState.RUNNING);
      if (words[0].equals("running")) {
        return;
      }
      Map<String, Double> measured = new HashMap<>();
      for (int c = 0; c < constraints; c++) {
        measured.put("c" + c, 1 + Double.parseDouble(words[1 + c]));
      }
      if (words[0].equals("complete")) {
        for (int o = 0; o < words.length - 1 - constraints; o++) {
          measured.put("o" + o, Double.parseDouble(words[1 + constraints + o]));
        }
        history.measure(trial, measured);
        history.become(trial, TrialState.COMPLETED);
        return;
      }
      history.measure(trial, measured);
      for (int i = 1 + constraints; i < words.length; i += 2) {
        history.report(trial, Integer.parseInt(words[i]), Double.parseDouble(words[i + 1]));
      }
      history.become(trial, TrialState.STOPPED);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                SplitOracleTest.class.getResourceAsStream("split-oracle.txt"),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] words = line.split(" ");
        if (words[0].equals("case")) {
          cases.add(new Case(words));
        } else {
          cases.get(cases.size() - 1).take(words);
        }
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theGoodTrials(Case c) {
    Split split = Split.of(c.history);
    assertThat(c.good).isNotEmpty();
    c.good.forEach(
        (number, trials) -> assertThat(split.best(number)).as("of " + number).isEqualTo(trials));
  }
}
