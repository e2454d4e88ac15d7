package io.sonde.trial.kind;

import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.space.Node;
import io.sonde.search.space.Space;
import io.sonde.search.spec.SweepSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Specs for tests, as the reader would make them. */
public final class Specs {
  private Specs() {}

  /** A spec of network trials with these data, one CPU and no time limit. */
  public static SweepSpec of(Path folder, Map<String, Object> data) {
    return of(folder, data, Optional.empty(), OptionalLong.empty());
  }

  /** A spec of network trials with these data, one CPU, a time limit and a limit of memory. */
  public static SweepSpec of(
      Path folder, Map<String, Object> data, Optional<Duration> timeout, OptionalLong memory) {
    return of(folder, Map.of("data", data), timeout, memory, "network");
  }

  /** A spec of network trials with these settings below {@code trial}. */
  public static SweepSpec withSettings(Path folder, Map<String, Object> settings) {
    return of(folder, settings, Optional.empty(), OptionalLong.empty(), "network");
  }

  private static SweepSpec of(
      Path folder,
      Map<String, Object> settings,
      Optional<Duration> timeout,
      OptionalLong memory,
      String kind) {
    return new SweepSpec(
        "test",
        new Goal(new Objective("accuracy", Direction.MAXIMIZE)),
        new Space(new Node.Mapping(Map.of())),
        new SweepSpec.Search("random", OptionalLong.of(1), Map.of()),
        new SweepSpec.EarlyStopping("none", Map.of()),
        new SweepSpec.Budget(10, Optional.empty(), OptionalInt.empty()),
        new SweepSpec.Resources(0, 1, memory, 50),
        new SweepSpec.Trial(kind, settings, timeout, Map.of()),
        "",
        folder);
  }
}
