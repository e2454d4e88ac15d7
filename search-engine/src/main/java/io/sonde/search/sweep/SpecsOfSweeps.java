package io.sonde.search.sweep;

import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.SweepRequest;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.StoredSweep;
import io.sonde.search.port.TrialKind;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the specs of sweeps mean, with what was set above them. Thread-safe. */
final class SpecsOfSweeps {
  private final SpecReader reader;
  private final Map<String, TrialKind> kinds;

  SpecsOfSweeps(SpecReader reader, Map<String, TrialKind> kinds) {
    this.reader = reader;
    this.kinds = Map.copyOf(kinds);
  }

  SpecReader reader() {
    return reader;
  }

  SweepSpec of(SweepRequest request) {
    return overridden(reader.read(request.specText(), request.folder()), request.overrides());
  }

  SweepSpec of(StoredSweep stored) {
    return of(stored, stored.sweep().overrides());
  }

  /** With these overrides in place of its own. */
  SweepSpec of(StoredSweep stored, Overrides overrides) {
    Path folder = Path.of(stored.sweep().folder());
    return overridden(reader.read(stored.sweep().specText(), folder), overrides);
  }

  /** Looks at what the trials of a spec need. */
  PreparedTrials prepare(SweepSpec spec) {
    return kind(spec).prepare(spec);
  }

  /** The kind of a spec's trials. Throws {@link SpecException} where this server has none such. */
  TrialKind kind(SweepSpec spec) {
    @Nullable TrialKind kind = kinds.get(spec.trial().kind());
    if (kind == null) {
      throw refusal(
          "trial.kind", "this server has no trials of kind '" + spec.trial().kind() + "'");
    }
    return kind;
  }

  /** A problem that has no place in the text. */
  static SpecException refusal(String path, String message) {
    return new SpecException(List.of(new Problem(0, 0, path, message)));
  }

  private static SweepSpec overridden(SweepSpec spec, Overrides overrides) {
    SweepSpec.Budget budget = spec.budget();
    OptionalInt parallel =
        overrides.parallel().isPresent() ? overrides.parallel() : budget.parallel();
    OptionalLong seed = overrides.seed().isPresent() ? overrides.seed() : spec.search().seed();
    return spec.with(
            new SweepSpec.Budget(
                overrides.trials().orElse(budget.trials()), budget.wall(), parallel))
        .with(spec.search().with(seed))
        .with(
            spec.resources()
                .withPriority(overrides.priority().orElse(spec.resources().priority())));
  }
}
