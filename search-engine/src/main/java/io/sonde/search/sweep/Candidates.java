package io.sonde.search.sweep;

import io.sonde.search.port.SweepPlan.Sample;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepStore.StoredSweep;
import io.sonde.search.proposal.Proposals;
import io.sonde.search.proposal.TrialSeeds;
import io.sonde.search.proposal.WarmStart;
import io.sonde.search.reader.ValuesReader;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SweepSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Configurations that people name for stored sweeps. Thread-safe. */
final class Candidates {
  private final SpecsOfSweeps specs;
  private final SweepReader results;

  Candidates(SpecsOfSweeps specs, SweepReader results) {
    this.specs = specs;
    this.results = results;
  }

  /** What may stand at each path of a sweep's space, in words. */
  Map<String, String> searched(StoredSweep stored) {
    return ValuesReader.allowed(specs.of(stored).space());
  }

  /** Values by path as they were written. Throws {@code SpecException} with all problems. */
  Map<String, Object> read(StoredSweep stored, String values) {
    return ValuesReader.read(values, specs.of(stored).space());
  }

  /** The configuration that the next trial of these values would have. */
  Sample check(StoredSweep stored, Map<String, Object> values) {
    SweepSpec spec = specs.of(stored);
    TrialQuery none = new TrialQuery(Set.of(), "number", false, 0, 1);
    Configuration whole =
        new Proposals(
                spec.space(),
                (history, random) -> Optional.empty(),
                (history, trial, step) -> Verdict.goOn(""),
                new TrialSeeds(stored.sweep().seed()),
                WarmStart.none(spec.space(), spec.goal()))
            .completed(values, (int) results.trials(stored.number(), none).total());
    return SampledConfigurations.sample(spec, specs.prepare(spec), whole);
  }
}
