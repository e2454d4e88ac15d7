package io.sonde.search.pareto;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One case of {@code pareto-oracle.txt}: losses, and what Optuna made of them. The script that
 * wrote it, {@code src/test/python/pareto_oracle.py}, says what its lines mean.
 */
final class ParetoCase {
  private final String name;
  private final List<double[]> losses = new ArrayList<>();
  private final Map<String, double[]> answers = new HashMap<>();

  private ParetoCase(String name) {
    this.name = name;
  }

  static List<ParetoCase> all() throws IOException {
    List<ParetoCase> cases = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                ParetoCase.class.getResourceAsStream("pareto-oracle.txt"),
                StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] words = line.split(" ");
        if (words[0].equals("case")) {
          cases.add(new ParetoCase(words[1]));
        } else {
          cases.get(cases.size() - 1).take(words);
        }
      }
    }
    return cases;
  }

  private void take(String[] words) {
    double[] numbers =
        Arrays.stream(words, 1, words.length).mapToDouble(ParetoCase::number).toArray();
    if (words[0].equals("loss")) {
      losses.add(numbers);
    } else {
      answers.put(words[0], numbers);
    }
  }

  private static double number(String word) {
    return switch (word) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(word);
    };
  }

  /** The rows, copied. */
  double[][] losses() {
    return losses.stream().map(double[]::clone).toArray(double[][]::new);
  }

  /** The rows of rank 0 by the oracle. */
  double[][] front() {
    double[] ranks = answer("ranks");
    return IntStream.range(0, ranks.length)
        .filter(i -> ranks[i] == 0)
        .mapToObj(losses::get)
        .toArray(double[][]::new);
  }

  boolean has(String word) {
    return answers.containsKey(word);
  }

  double[] answer(String word) {
    return answers.get(word);
  }

  int[] whole(String word) {
    return Arrays.stream(answer(word)).mapToInt(v -> (int) v).toArray();
  }

  @Override
  public String toString() {
    return name;
  }
}
