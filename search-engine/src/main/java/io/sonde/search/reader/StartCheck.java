package io.sonde.search.reader;

import io.sonde.search.space.Parameter;
import io.sonde.search.space.Space;
import io.sonde.search.spelling.Nearest;
import io.sonde.search.yaml.YamlTree;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether the first configurations that a spec names are such of its space. */
final class StartCheck {
  private final Problems problems;
  private final Space space;
  private final Set<String> paths = new TreeSet<>();

  StartCheck(Problems problems, Space space) {
    this.problems = problems;
    this.space = space;
    space.parameters().forEach(p -> paths.add(p.path()));
  }

  /** Tells what is wrong with each; the places are those of the items as written. */
  void check(Section search, List<YamlTree> places) {
    List<?> items = search.list("start");
    for (int i = 0; i < items.size() && i < places.size(); i++) {
      if (items.get(i) instanceof Map<?, ?> values) {
        check(values, places.get(i), "search.start[" + i + "]");
      }
    }
  }

  /** Tells what is wrong with values by path, each at its own place. */
  void check(Map<?, ?> values, YamlTree.Mapping place) {
    check(values, place, "");
  }

  private void check(Map<?, ?> values, YamlTree place, String where) {
    double[] codes = new double[space.parameters().size()];
    Arrays.fill(codes, Double.NaN);
    boolean known = true;
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      String path = String.valueOf(entry.getKey());
      if (!paths.contains(path)) {
        String hint = Nearest.hint(path, paths);
        add(place, path, where, "nothing is searched at '" + path + "'" + hint);
        known = false;
        continue;
      }
      Parameter parameter = space.parameter(path);
      if (!parameter.domain().contains(entry.getValue())) {
        String message = path + " cannot be " + entry.getValue() + ": ";
        add(place, path, where, message + Words.expected(parameter.domain()));
        known = false;
        continue;
      }
      codes[parameter.index()] = parameter.domain().encode(entry.getValue());
    }
    if (known) {
      reached(codes, place, where);
    }
  }

  /** A problem with the value of a path, at its key where that can be told. */
  private void add(YamlTree place, String path, String where, String message) {
    YamlTree.Mark mark =
        place instanceof YamlTree.Mapping mapping
            ? mapping.entry(path).map(YamlTree.Entry::mark).orElse(place.mark())
            : place.mark();
    problems.add(mark, where.isEmpty() ? path : where, message);
  }

  /** A value that is named must be reached by those above it, as far as these are named too. */
  private void reached(double[] codes, YamlTree place, String where) {
    for (Parameter parameter : space.parameters()) {
      if (!Double.isNaN(codes[parameter.index()])) {
        unmet(parameter, codes).ifPresent(message -> add(place, parameter.path(), where, message));
      }
    }
  }

  private Optional<String> unmet(Parameter parameter, double[] codes) {
    for (Parameter.Condition condition : parameter.conditions()) {
      double above = codes[condition.parameter()];
      if (!(above >= condition.least() && above <= condition.most())) {
        String decider = space.parameters().get(condition.parameter()).path();
        String message = parameter.path() + " is only there with another " + decider;
        String hint = Double.isNaN(above) ? ", which must be named too" : "";
        return Optional.of(message + hint);
      }
    }
    return Optional.empty();
  }
}
