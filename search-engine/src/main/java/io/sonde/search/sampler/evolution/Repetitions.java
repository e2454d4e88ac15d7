package io.sonde.search.sampler.evolution;

import io.sonde.search.space.Parameter;
import io.sonde.search.space.Space;
import java.util.HashMap;
import java.util.Map;

/**
 * The repeats of a space whose count is searched and each of whose repetitions has values of its
 * own. The parameters of one repetition correspond to those of any other, place by place.
 * Immutable.
 */
final class Repetitions {
  private static final String COUNT = ".repeat";

  private final Space space;

  /** By the count's parameter: for each repetition its parameters. */
  private final Map<Integer, int[][]> groups = new HashMap<>();

  Repetitions(Space space) {
    this.space = space;
    for (Parameter parameter : space.parameters()) {
      if (parameter.path().endsWith(COUNT)) {
        add(parameter);
      }
    }
  }

  private void add(Parameter count) {
    String path = count.path();
    String repetition = path.substring(0, path.length() - COUNT.length()) + ".of[";
    int last = -1;
    for (Parameter parameter : space.parameters()) {
      if (parameter.path().startsWith(repetition) && depends(parameter, count)) {
        last = Math.max(last, number(parameter.path(), repetition.length()));
      }
    }
    if (last >= 0) {
      int[][] all = new int[last + 1][];
      for (int i = 0; i <= last; i++) {
        all[i] = below(repetition + i + "]");
      }
      groups.put(count.index(), all);
    }
  }

  private static boolean depends(Parameter parameter, Parameter count) {
    return parameter.conditions().stream().anyMatch(c -> c.parameter() == count.index());
  }

  /** The repetition's number at this place of a path; −1 where all share their values. */
  private static int number(String path, int from) {
    String number = path.substring(from, path.indexOf(']', from));
    return number.equals("*") ? -1 : Integer.parseInt(number);
  }

  private int[] below(String path) {
    return space.parameters().stream()
        .filter(parameter -> parameter.path().startsWith(path))
        .mapToInt(Parameter::index)
        .toArray();
  }

  /** Whether a parameter is the count of such a repeat. */
  boolean counts(int parameter) {
    return groups.containsKey(parameter);
  }

  /** How many repetitions a code of a count means. */
  int times(int count, double code) {
    Parameter parameter = space.parameters().get(count);
    return ((Number) parameter.domain().decode(code)).intValue();
  }

  /** The parameters of a repetition, counted from 0. */
  int[] parameters(int count, int repetition) {
    int[][] all = groups.getOrDefault(count, new int[0][]);
    if (repetition >= all.length) {
      throw new IllegalArgumentException(
          "no repetition " + repetition + " of parameter " + count + " among " + all.length);
    }
    return all[repetition];
  }

  /** How many repetitions there can be. */
  int most(int count) {
    return groups.getOrDefault(count, new int[0][]).length;
  }
}
