package io.sonde.trial.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Parts examples into training, validation and test by a seed, each class by the same fractions.
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
    SplittableRandom random = new SplittableRandom(seed);
    List<List<Integer>> parts = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int k = 0; k < examples.classes().size(); k++) {
      int[] members = members(examples, k);
      shuffle(members, random);
      int tests = (int) Math.round(members.length * test);
      int validations = (int) Math.round(members.length * validation);
      for (int i = 0; i < members.length; i++) {
        parts.get(i < tests ? 2 : i < tests + validations ? 1 : 0).add(members[i]);
      }
    }
    return parts.stream().map(p -> p.stream().mapToInt(i -> i).sorted().toArray()).toList();
  }

  private static int[] members(Examples examples, int label) {
    int[] labels = examples.labels();
    int[] members = new int[labels.length];
    int count = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == label) {
        members[count++] = i;
      }
    }
    return Arrays.copyOf(members, count);
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }
}
