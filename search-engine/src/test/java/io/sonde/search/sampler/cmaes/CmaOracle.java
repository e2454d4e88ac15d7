package io.sonde.search.sampler.cmaes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One case of {@code cma-oracle.txt}. The script that wrote it, {@code
 * src/test/python/cma_oracle.py}, says what its lines mean.
 */
final class CmaOracle {
  final String name;
  final double[] numbers;
  final List<Generation> generations = new ArrayList<>();
  double[] cells = {};

  /** The candidates of a generation, the best first, and what follows. */
  static final class Generation {
    final List<double[]> candidates = new ArrayList<>();
    final List<double[]> covariance = new ArrayList<>();
    final List<double[]> probabilities = new ArrayList<>();
    double[] mean = {};
    double[] factors = {};
    double stepSize;
    private boolean told;
  }

  private CmaOracle(String name, double[] numbers) {
    this.name = name;
    this.numbers = numbers;
  }

  /** The cases of a kind: gaussian, margin or categories. */
  static List<CmaOracle> cases(String kind) {
    List<CmaOracle> cases = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                CmaOracle.class.getResourceAsStream("cma-oracle.txt"), StandardCharsets.UTF_8))) {
      boolean wanted = false;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] words = line.split(" ");
        if (List.of("gaussian", "margin", "categories").contains(words[0])) {
          wanted = words[0].equals(kind);
          if (wanted) {
            cases.add(new CmaOracle(words[1], numbers(words, 2)));
          }
        } else if (wanted) {
          cases.get(cases.size() - 1).take(words[0], numbers(words, 1));
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return cases;
  }

  private static double[] numbers(String[] words, int from) {
    return Arrays.stream(words, from, words.length).mapToDouble(Double::parseDouble).toArray();
  }

  private void take(String word, double[] values) {
    boolean candidate = word.equals("candidate") || word.equals("chosen");
    if (candidate && (generations.isEmpty() || last().told)) {
      generations.add(new Generation());
    }
    switch (word) {
      case "cells" -> cells = values;
      case "candidate", "chosen" -> last().candidates.add(values);
      case "mean" -> last().mean = values;
      case "stepsize" -> last().stepSize = values[0];
      case "covariance" -> last().covariance.add(values);
      case "factors" -> last().factors = values;
      case "probabilities" -> last().probabilities.add(values);
      default -> throw new IllegalArgumentException("'" + word + "' begins no line");
    }
    if (!candidate && !generations.isEmpty()) {
      last().told = true;
    }
  }

  private Generation last() {
    return generations.get(generations.size() - 1);
  }

  @Override
  public String toString() {
    return name;
  }
}
