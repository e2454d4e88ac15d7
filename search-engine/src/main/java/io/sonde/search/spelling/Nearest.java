package io.sonde.search.spelling;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that a misspelt one was meant to be. */
public final class Nearest {
  private Nearest() {}

  /** The nearest of the known words; empty when none is near enough to be meant. */
  public static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .filter(k -> isNear(word, k))
        .min(Comparator.comparingInt((String k) -> distance(word, k)).thenComparing(k -> k));
  }

  /** The clause that names the nearest, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return to(word, known).map(k -> "; did you mean '" + k + "'?").orElse("");
  }

  private static boolean isNear(String word, String known) {
    int longest = Math.max(word.length(), known.length());
    return abbreviates(word.toLowerCase(Locale.ROOT), known.toLowerCase(Locale.ROOT))
        || distance(word, known) <= Math.max(1, longest / 3);
  }

  /** Whether it is a part of the known word, or its first letter and some of the others. */
  private static boolean abbreviates(String word, String known) {
    if (word.length() < 3) {
      return false;
    }
    int next = 0;
    for (int i = 0; i < known.length() && next < word.length(); i++) {
      next += known.charAt(i) == word.charAt(next) ? 1 : 0;
    }
    boolean letters = next == word.length() && known.startsWith(word.substring(0, 1));
    return letters || known.contains(word);
  }

  /**
   * How many letters must be inserted, dropped, changed or swapped with their neighbour; upper and
   * lower case are alike. The optimal string alignment distance: Damerau (1964), Levenshtein
   * (1966).
   */
  static int distance(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
