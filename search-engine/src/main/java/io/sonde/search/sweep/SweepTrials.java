package io.sonde.search.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.Sampler;
import io.sonde.search.request.RequestKey;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SweepSpec;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a sweep: what becomes of them stands in its history and among the turn's changes.
 * For its thread.
 */
final class SweepTrials {
  private final SweepSpec spec;
  private final PreparedTrials prepared;
  private final SweepProgress progress;
  private final Turns turns;

  SweepTrials(SweepSpec spec, PreparedTrials prepared, SweepProgress progress, Turns turns) {
    this.spec = spec;
    this.prepared = prepared;
    this.progress = progress;
    this.turns = turns;
  }

  /** A trial that is not over. */
  @Nullable TrialRun run(int trial) {
    return progress.run(trial);
  }

  /** What is known of a configuration before it runs. */
  Beforehand judge(Configuration configuration) {
    return Beforehand.of(spec, prepared, configuration);
  }

  /**
   * Records a proposal; empty when what is known of it beforehand rules it out.
   *
   * @param asked the request that asked for it, where there was one with a key
   */
  Optional<TrialRun> admit(int number, Sampler.Proposal proposal, Optional<RequestKey> asked) {
    Configuration configuration = proposal.configuration();
    Beforehand judged = judge(configuration);
    turns.add(
        new Change.TrialProposed(number, configuration, judged.known(), proposal.parent(), asked));
    TrialRun run = progress.propose(number, proposal, judged.known());
    judged.ruledOut().ifPresent(reason -> become(run, TrialState.INFEASIBLE, reason));
    return judged.ruledOut().isPresent() ? Optional.empty() : Optional.of(run);
  }

  void become(TrialRun run, TrialState next, String reason) {
    become(run, next, reason, Map.of());
  }

  /**
   * A trial goes over into another state, or stays in its own for another reason.
   *
   * @param metrics what was measured last, once and not by step
   */
  void become(TrialRun run, TrialState next, String reason, Map<String, Double> metrics) {
    OptionalDouble value = progress.value(run.number);
    OptionalInt step =
        value.isPresent() ? progress.history().bestStep(run.number) : OptionalInt.empty();
    boolean over = next.ended() || next == TrialState.PAUSED;
    Change.TrialBecame change =
        new Change.TrialBecame(
            run.number,
            next,
            reason,
            over ? value : OptionalDouble.empty(),
            over ? step : OptionalInt.empty(),
            metrics);
    turns.add(change);
    progress.noteFailure(change);
    progress.become(run, next);
  }

  /** Ends a trial that has no attempt under way, as a person asked. */
  void endByHand(TrialRun run, String reason) {
    become(run, AttemptOutcome.whenStopped(progress.history(), run.number), reason);
  }

  /** Ends the paused trials, which nothing will take further. */
  void settlePaused(String reason) {
    for (TrialRun run : progress.paused()) {
      become(run, TrialState.STOPPED, reason);
    }
  }
}
