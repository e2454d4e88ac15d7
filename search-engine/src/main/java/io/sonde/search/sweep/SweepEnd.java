package io.sonde.search.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.ReportInbox.Refused;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The end of a sweep, from the turn in which it is asked for to the sweep's last change. For its
 * thread.
 */
final class SweepEnd {
  private final SweepLoop.Parts parts;
  private final Turns turns;
  private final SweepPhase phase;
  private final SweepProgress progress;
  private final SweepTrials trials;
  private final NextTrials next;
  private final LoanMessages loans;

  SweepEnd(
      SweepLoop.Parts parts,
      Turns turns,
      SweepPhase phase,
      SweepProgress progress,
      SweepTrials trials,
      NextTrials next,
      LoanMessages loans) {
    this.parts = parts;
    this.turns = turns;
    this.phase = phase;
    this.progress = progress;
    this.trials = trials;
    this.next = next;
    this.loans = loans;
  }

  /**
   * Why a sweep with this past is still to be cancelled; empty where nobody has asked for that, or
   * it was over since.
   */
  static Optional<String> asked(List<SweepEvent> past) {
    for (int last = past.size() - 1; last >= 0; last--) {
      Change change = past.get(last).change();
      if (change instanceof Change.SweepToCancel asked) {
        return Optional.of(asked.reason());
      } else if (change instanceof Change.SweepBecame became && became.state().ended()) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Ends it as a person asks, once it is stored that it is to end. */
  void cancel(String reason, CompletableFuture<Void> answer) throws Refused {
    if (phase.over()) {
      throw turns.refusal();
    }
    turns.onceAllStored(() -> answer.complete(null));
    if (phase.takes(SweepPhase.Ending.CANCEL)) {
      begin(SweepPhase.Ending.CANCEL, reason);
      if (!phase.over()) {
        outliveTheServer(reason);
      }
    }
  }

  /** Attempts take their time to end; whatever becomes of this server, the sweep does not go on. */
  private void outliveTheServer(String reason) {
    turns.add(new Change.SweepToCancel(reason));
    if (phase.paused()) {
      // Servers leave paused sweeps alone until somebody resumes them.
      phase.goOn();
      turns.add(new Change.SweepBecame(SweepState.RUNNING, "it is being cancelled: " + reason));
    }
  }

  /** Ends its trials, and itself with the last of them. */
  void begin(SweepPhase.Ending how, String reason) {
    if (!phase.takes(how)) {
      return;
    }
    phase.end(how, reason);
    if (how == SweepPhase.Ending.WALL) {
      trials.settlePaused("it was paused when " + reason);
    }
    for (TrialRun run : List.copyOf(progress.live())) {
      TrialRun.Attempt attempt = run.attempt();
      boolean outlives = parts.lends() && how == SweepPhase.Ending.INTERRUPT;
      if (attempt != null && !outlives) {
        attempt.cancel(reason);
      } else if (how != SweepPhase.Ending.INTERRUPT) {
        trials.become(run, TrialState.CANCELLED, reason);
      }
    }
    finishWhenDone();
  }

  /** Closes the sweep, where what its end waits for has come. */
  void finishWhenDone() {
    if (phase.over() || !phase.reached(progress, next.spent(), parts.lends())) {
      return;
    }
    phase.close();
    Change.SweepBecame end = phase.verdict(progress, next.exhausted());
    turns.add(end);
    loans.end(end);
    turns.onceStored(
        () -> {
          parts.launcher().sweepEnded(parts.sweep());
          turns.end(end.state());
        });
  }
}
