package io.sonde.trial.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Parts examples into training, validation and test by a seed; with classes, each class by the same
 * fractions.
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
    for (int[] members : strata(examples.targets())) {
      shuffle(members, random);
      int tests = (int) Math.round(members.length * test);
      int validations = (int) Math.round(members.length * validation);
      for (int i = 0; i < members.length; i++) {
        parts.get(i < tests ? 2 : i < tests + validations ? 1 : 0).add(members[i]);
      }
    }
    return parts.stream().map(p -> p.stream().mapToInt(i -> i).sorted().toArray()).toList();
  }

  /** The examples of each class, or all of them together where there are no classes. */
  private static List<int[]> strata(Targets targets) {
    if (!(targets instanceof Targets.Classes classes)) {
      return List.of(IntStream.range(0, targets.size()).toArray());
    }
    return IntStream.range(0, classes.names().size())
        .mapToObj(k -> members(classes.labels(), k))
        .toList();
  }

  private static int[] members(int[] labels, int label) {
    return IntStream.range(0, labels.length).filter(i -> labels[i] == label).toArray();
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
