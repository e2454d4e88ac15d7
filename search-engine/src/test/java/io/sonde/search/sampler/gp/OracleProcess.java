package io.sonde.search.sampler.gp;

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
import java.util.Map;
import java.util.Objects;

/** A Gaussian process as scikit-learn computes it; see gaussian_process_oracle.py. */
final class OracleProcess {
  final int dimensions;
  final List<double[]> trials = new ArrayList<>();
  final List<double[]> predictions = new ArrayList<>();
  double[] lengthscales = {};
  double signal;
  double noise;
  double likelihood;
  double[] gradient = {};

  private OracleProcess(int dimensions) {
    this.dimensions = dimensions;
  }

  /** The lines of the oracle that begin with a word, without it. */
  static List<double[]> lines(String word) throws IOException {
    List<double[]> found = new ArrayList<>();
    for (String line : text()) {
      if (line.startsWith(word + " ")) {
        found.add(numbers(line));
      }
    }
    return found;
  }

  static List<OracleProcess> all() throws IOException {
    List<OracleProcess> all = new ArrayList<>();
    for (String line : text()) {
      double[] numbers = numbers(line);
      if (line.startsWith("process ")) {
        all.add(new OracleProcess((int) numbers[0]));
      } else if (!line.startsWith("cumulative ") && !line.startsWith("improvement ")) {
        all.get(all.size() - 1).read(line.substring(0, line.indexOf(' ')), numbers);
      }
    }
    return all;
  }

  private void read(String word, double[] numbers) {
    switch (word) {
      case "lengthscales" -> lengthscales = numbers;
      case "signal" -> signal = numbers[0];
      case "noise" -> noise = numbers[0];
      case "trial" -> trials.add(numbers);
      case "likelihood" -> likelihood = numbers[0];
      case "gradient" -> gradient = numbers;
      case "prediction" -> predictions.add(numbers);
      default -> throw new IllegalArgumentException(word);
    }
  }

  private static List<String> text() throws IOException {
    var stream = OracleProcess.class.getResourceAsStream("gaussian-process-oracle.txt");
    try (var reader =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(stream), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(" ")).skip(1).mapToDouble(Double::parseDouble).toArray();
  }

  /** The unit cube, whose points are their own embedding. */
  Embedding embedding() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    for (int d = 0; d < dimensions; d++) {
      domains.put("x" + d, Play.real(0, 1, Scale.LINEAR));
    }
    Space space = Space.flat(domains);
    return new Embedding(space, new UnitCube(space));
  }

  Points points() {
    Points points = new Points(embedding(), 0);
    trials.forEach(points::add);
    return points;
  }

  double[] values() {
    return trials.stream().mapToDouble(trial -> trial[dimensions]).toArray();
  }

  double[] logs() {
    double[] logs = new double[dimensions + 3];
    for (int d = 0; d < dimensions; d++) {
      logs[d] = Math.log(lengthscales[d]);
    }
    logs[dimensions] = Math.log(signal);
    logs[dimensions + 1] = Math.log(noise);
    return logs;
  }

  @Override
  public String toString() {
    return trials.size() + " trials in " + dimensions + " dimensions, noise " + noise;
  }
}
