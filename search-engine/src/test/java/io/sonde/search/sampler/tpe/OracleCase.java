package io.sonde.search.sampler.tpe;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.port.Play;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/**
 * One case of {@code parzen-oracle.txt}: observations, and what Optuna made of them. The script
 * that wrote it, {@code src/test/python/parzen_oracle.py}, says what its lines mean.
 */
final class OracleCase {
  final String name;
  final double priorWeight;
  final Map<String, Domain> domains = new LinkedHashMap<>();
  final List<double[]> observed = new ArrayList<>();
  final Map<Integer, double[]> means = new LinkedHashMap<>();
  final Map<Integer, double[]> deviations = new LinkedHashMap<>();

  /** Each: parameter, component, then the probabilities. */
  final List<double[]> probabilities = new ArrayList<>();

  /** Each: a row of codes, then its log density. */
  final List<double[]> densities = new ArrayList<>();

  double[] weights = {};

  private OracleCase(String name, double priorWeight) {
    this.name = name;
    this.priorWeight = priorWeight;
  }

  static List<OracleCase> all() throws IOException {
    List<OracleCase> cases = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                OracleCase.class.getResourceAsStream("parzen-oracle.txt"),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] words = line.split(" ");
        if (words[0].equals("case")) {
          cases.add(new OracleCase(words[1], Double.parseDouble(words[2])));
        } else {
          cases.get(cases.size() - 1).take(words);
        }
      }
    }
    return cases;
  }

  private void take(String[] words) {
    switch (words[0]) {
      case "observed" -> observed.add(numbers(words, 1));
      case "weights" -> weights = numbers(words, 1);
      case "means" -> means.put(Integer.valueOf(words[1]), numbers(words, 2));
      case "deviations" -> deviations.put(Integer.valueOf(words[1]), numbers(words, 2));
      case "probabilities" -> probabilities.add(numbers(words, 1));
      case "density" -> densities.add(numbers(words, 1));
      default -> domains.put("p" + domains.size(), domain(words));
    }
  }

  private static double[] numbers(String[] words, int from) {
    return Arrays.stream(words, from, words.length).mapToDouble(Double::parseDouble).toArray();
  }

  private static Domain domain(String[] words) {
    double[] bounds = numbers(Arrays.copyOf(words, Math.min(3, words.length)), 1);
    return switch (words[0]) {
      case "float" -> Play.real(bounds[0], bounds[1], scale(words[3]));
      case "int" ->
          new Domain.IntRange(
              (long) bounds[0], (long) bounds[1], scale(words[4]), Long.parseLong(words[3]));
      case "stepped" ->
          new Domain.FloatRange(
              bounds[0], bounds[1], Scale.LINEAR, OptionalDouble.of(Double.parseDouble(words[3])));
      case "choice" ->
          new Domain.Choice(
              LongStream.range(0, (long) bounds[0]).<Object>mapToObj(Long::valueOf).toList());
      default -> throw new IllegalArgumentException("'" + words[0] + "' begins no line");
    };
  }

  private static Scale scale(String word) {
    return Scale.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** What ours makes of the same observations; the prior is component 0, the first trial's 1. */
  ParzenEstimator estimator() {
    Space space = Space.flat(domains);
    ColumnarHistory history = new ColumnarHistory(space, Play.LOSS);
    ParzenEstimator estimator = new ParzenEstimator(new UnitCube(space), priorWeight, true);
    for (double[] row : observed) {
      int trial = history.propose(space.configure(parameter -> row[parameter.index()]));
      estimator.append(history, trial);
      estimator.count(trial + 1, true);
    }
    estimator.settle();
    return estimator;
  }

  @Override
  public String toString() {
    return name;
  }
}
