package io.sonde.search.sampler.sobol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What scipy made of the sequence. The script that wrote it, {@code
 * src/test/python/sobol_oracle.py}, says what the lines mean.
 */
final class SobolOracle {
  private SobolOracle() {}

  /** The numbers behind each line of a word. */
  static List<double[]> lines(String word) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                SobolOracle.class.getResourceAsStream("sobol-oracle.txt"),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .map(line -> line.split(" "))
          .filter(words -> words[0].equals(word))
          .map(words -> Arrays.stream(words).skip(1).mapToDouble(Double::parseDouble).toArray())
          .toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
