package io.sonde.search.reader;

import io.sonde.search.method.Method;
import io.sonde.search.port.TrialKind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;

/** What holds between several keys of a part; each key on its own has been checked. */
final class CrossChecks {
  private final Problems problems;
  private final Optional<TrialKind> kind;

  CrossChecks(Problems problems, Optional<TrialKind> kind) {
    this.problems = problems;
    this.kind = kind;
  }

  void objectives(List<Section> sections) {
    Set<String> metrics = new HashSet<>();
    for (Section section : sections) {
      Optional<String> metric = section.text("metric");
      if (metric.isPresent() && !metrics.add(metric.get())) {
        tell(section, metric.get() + " is an objective twice");
      }
    }
  }

  void constraint(Section section) {
    OptionalDouble least = section.real("at_least");
    OptionalDouble most = section.real("at_most");
    if (least.isEmpty() && most.isEmpty() && section.text("metric").isPresent()) {
      tell(section, "a constraint needs a bound: at_most, at_least or both");
    } else if (least.isPresent() && most.isPresent()) {
      boolean possible = least.getAsDouble() <= most.getAsDouble();
      if (!possible) {
        String low = Words.number(least.getAsDouble());
        String high = Words.number(most.getAsDouble());
        tell(section, "no value is at least " + low + " and at most " + high);
      }
    }
    if (section.text("when").orElse("").equals("before_training")) {
      section.text("metric").ifPresent(metric -> knownBefore(section, metric));
    }
  }

  private void knownBefore(Section section, String metric) {
    if (kind.isEmpty()) {
      return;
    }
    TreeSet<String> known = new TreeSet<>(kind.get().knownBefore());
    known.addAll(kind.get().measuredBefore());
    if (known.contains(metric)) {
      return;
    }
    String what = "trials of kind " + kind.get().name() + " know ";
    String which = known.isEmpty() ? "no metric" : "only " + Words.listed(known);
    tell(section, what + which + " before training, not " + metric);
  }

  void budget(Section section, boolean written) {
    boolean told = section.values().containsKey("trials") || section.values().containsKey("wall");
    if (written && !told && problems.noneBelow("budget")) {
      tell(section, "a budget needs an end: trials, wall or both");
    }
  }

  /** What only a trial that Sonde runs itself can have. */
  private static final List<String> DEVICES =
      List.of("gpus", "cpus", "memory", "gpu_memory", "beside_others", "preemptible");

  private static final List<String> PROCESS = List.of(LogRules.KEY, "keep");

  void elsewhere(Section resources, Section trial) {
    if (kind.isEmpty() || kind.get().launchable()) {
      return;
    }
    String which = "trials of kind " + kind.get().name() + " run elsewhere and ";
    DEVICES.stream()
        .filter(resources.values()::containsKey)
        .forEach(key -> tell(resources, which + "hold no device of Sonde's; leave out " + key));
    PROCESS.stream()
        .filter(trial.values()::containsKey)
        .forEach(key -> tell(trial, which + "leave no file with Sonde; leave out " + key));
  }

  void resources(Section section) {
    long gpus = section.whole("gpus").orElse(1);
    if (section.values().containsKey("gpu_memory") && gpus != 1) {
      tell(section, "gpu_memory shares one GPU, so it goes with gpus: 1, not with gpus: " + gpus);
    }
    if (section.truth("beside_others")
        && section.whole("gpus").orElse(0) == 0
        && !section.values().containsKey("gpu_memory")) {
      tell(section, "beside_others is about GPUs; say how many with gpus, or gpu_memory");
    }
  }

  void rising(Section section, Method<?> method) {
    List<String> keys = method.rising();
    for (int i = 1; i < keys.size(); i++) {
      Object before =
          section.values().getOrDefault(keys.get(i - 1), method.defaults().get(keys.get(i - 1)));
      Object after = section.values().get(keys.get(i));
      if (before instanceof Number low
          && after instanceof Number high
          && low.doubleValue() > high.doubleValue()) {
        tell(section, keys.get(i) + " is " + high + ", below " + keys.get(i - 1) + " " + low);
      }
    }
  }

  /** A rule's bounds by metric are bounds of objectives. */
  void bounded(Section section, List<Section> objectives) {
    List<String> known = objectives.stream().flatMap(o -> o.text("metric").stream()).toList();
    if (section.values().get("metrics") instanceof Map<?, ?> metrics) {
      for (Object metric : metrics.keySet()) {
        if (!known.isEmpty() && !known.contains(metric)) {
          String which = known.size() == 1 ? "the only one is " : "there are ";
          String no = "metrics names " + metric + ", which is no objective; ";
          tell(section, no + which + Words.listed(known));
        }
      }
    }
  }

  private void tell(Section section, String message) {
    problems.add(section.mark(), section.path(), message);
  }
}
