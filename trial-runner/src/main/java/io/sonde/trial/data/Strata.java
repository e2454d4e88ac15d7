package io.sonde.trial.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Groups of examples that are alike, each of which is to be spread over all parts: the examples of
 * a class; the interactions of a user; where one number is to be told, up to ten groups of equal
 * size from the lowest to the highest; else all examples together.
 */
final class Strata {
  private static final int QUANTILES = 10;
  private static final int LEAST_MEMBERS = 20;

  private final List<int[]> members;
  private final Kind kind;

  private Strata(Kind kind, List<int[]> members) {
    this.kind = kind;
    this.members = members;
  }

  /** What the members of a stratum share. */
  private enum Kind {
    CLASS,
    USER,
    VALUE
  }

  static Strata of(Examples examples) {
    Targets targets = examples.targets();
    if (targets instanceof Targets.Classes classes) {
      return new Strata(Kind.CLASS, byIndex(classes.labels(), classes.names().size()));
    }
    Input first = examples.input();
    if (first.shape().kind() == Shape.Kind.CATEGORY) {
      int[] users = Arrays.stream(first.rows()).mapToInt(row -> (int) row[0]).toArray();
      return new Strata(Kind.USER, byIndex(users, first.shape().count()));
    }
    return new Strata(Kind.VALUE, quantiles(targets));
  }

  /** The indices of each stratum's examples, ascending or by their value. */
  List<int[]> members() {
    return members;
  }

  /** Whether strata may be so small that a fraction of one rounds to nothing. */
  boolean carries() {
    return kind != Kind.CLASS;
  }

  /** Whether a stratum with one member only serves for training, since nothing is known else. */
  boolean keepsSingles() {
    return kind == Kind.USER;
  }

  private static List<int[]> byIndex(int[] keys, int count) {
    int[] sizes = new int[count];
    for (int key : keys) {
      sizes[key]++;
    }
    List<int[]> members = IntStream.range(0, count).mapToObj(k -> new int[sizes[k]]).toList();
    int[] next = new int[count];
    for (int i = 0; i < keys.length; i++) {
      members.get(keys[i])[next[keys[i]]++] = i;
    }
    return members;
  }

  private static List<int[]> quantiles(Targets targets) {
    int size = targets.size();
    boolean one = targets instanceof Targets.Numbers numbers && numbers.names().size() == 1;
    int count = one ? Math.max(1, Math.min(QUANTILES, size / LEAST_MEMBERS)) : 1;
    int[] order =
        one
            ? IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> ((Targets.Numbers) targets).values()[i][0]))
                .mapToInt(i -> i)
                .toArray()
            : IntStream.range(0, size).toArray();
    return IntStream.range(0, count)
        .mapToObj(
            q ->
                Arrays.copyOfRange(
                    order, (int) ((long) size * q / count), (int) ((long) size * (q + 1) / count)))
        .toList();
  }
}
