package io.sonde.web.page;

import io.sonde.search.port.SweepPlan.Sample;
import io.sonde.search.spec.SpecException;
import io.sonde.web.page.VerdictView.ProblemView;
import io.sonde.web.page.VerdictView.SampleView;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said of a configuration that is being named.
 *
 * @param problems none when all is right
 * @param sample the whole configuration; empty when something is wrong, or nothing was looked at
 */
public record CandidateView(List<ProblemView> problems, Optional<SampleView> sample) {
  /** Before anything was looked at. */
  static final CandidateView NONE = new CandidateView(List.of(), Optional.empty());

  static CandidateView of(SpecException e) {
    return new CandidateView(e.problems().stream().map(ProblemView::of).toList(), Optional.empty());
  }

  static CandidateView of(Sample sample) {
    return new CandidateView(List.of(), Optional.of(SampleView.of(sample)));
  }
}
