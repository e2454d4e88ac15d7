package io.sonde.trial.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Parts examples into training, validation and test by a seed. Every class gives the same fractions
 * to each part, every user of interactions as near as whole numbers allow, and so do low and high
 * values of a single number that is to be told. Each class and each user keeps an example for
 * training.
 *
 * @param validation the fraction for validation, within (0, 1)
 * @param test the fraction for the test, within [0, 1); 0 where the test has files of its own
 */
public record Split(double validation, double test) {
  /** What applies when the spec says nothing. */
  public static final Split DEFAULT = new Split(0.15, 0.15);

  public Split {
    if (!(validation > 0 && test >= 0 && validation + test < 1)) {
      throw new IllegalArgumentException(
          "expected fractions that leave some for training, got validation %s and test %s"
              .formatted(validation, test));
    }
  }

  /** The indices of each part in ascending order: training, validation, test. */
  List<int[]> indices(Examples examples, long seed) {
    Strata strata = Strata.of(examples);
    Quota quota = new Quota(validation, strata.carries());
    Indices training = new Indices();
    Indices validations = new Indices();
    Indices tests = new Indices();
    for (Stratum stratum : strata(strata, seed)) {
      int[] members = stratum.members;
      int from = stratum.tests;
      int to = from + quota.of(members.length, Math.max(0, members.length - from - 1));
      tests.add(members, 0, from);
      validations.add(members, from, to);
      training.add(members, to, members.length);
    }
    return List.of(training.sorted(), validations.sorted(), tests.sorted());
  }

  /**
   * The indices of the test, which are those of {@link #indices}, and then those of the validation
   * parts that cut all other examples, stratified like the test. A user's only interaction is in
   * none of them.
   */
  List<int[]> folds(Examples examples, long seed, int count) {
    Strata strata = Strata.of(examples);
    List<Indices> parts = new ArrayList<>();
    for (int i = 0; i <= count; i++) {
      parts.add(new Indices());
    }
    int next = 0;
    for (Stratum stratum : strata(strata, seed)) {
      int[] members = stratum.members;
      parts.get(0).add(members, 0, stratum.tests);
      if (members.length - stratum.tests > 1 || !strata.keepsSingles()) {
        for (int i = stratum.tests; i < members.length; i++) {
          parts.get(1 + next++ % count).add(members, i, i + 1);
        }
      }
    }
    return parts.stream().map(Indices::sorted).toList();
  }

  /** The strata, shuffled, with the number of those of the test. */
  private List<Stratum> strata(Strata strata, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Quota quota = new Quota(test, strata.carries());
    List<Stratum> result = new ArrayList<>();
    for (int[] members : strata.members()) {
      shuffle(members, random);
      result.add(new Stratum(members, quota.of(members.length, Math.max(0, members.length - 1))));
    }
    return result;
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  /** A shuffled stratum, the first of whose members are for the test. */
  private static final class Stratum {
    private final int[] members;
    private final int tests;

    private Stratum(int[] members, int tests) {
      this.members = members;
      this.tests = tests;
    }
  }

  /** Indices that are collected. */
  private static final class Indices {
    private int[] values = new int[16];
    private int size;

    private void add(int[] members, int from, int to) {
      if (size + to - from > values.length) {
        values = Arrays.copyOf(values, Math.max(2 * values.length, size + to - from));
      }
      System.arraycopy(members, from, values, size, to - from);
      size += to - from;
    }

    private int[] sorted() {
      int[] sorted = Arrays.copyOf(values, size);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
