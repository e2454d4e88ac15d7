package io.sonde.search.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.request.RequestKey;
import io.sonde.search.spec.SpecException;
import io.sonde.search.steering.NotAllowedException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What people do to a sweep that runs, each within a turn. What it is for says {@link SweepLoop}.
 */
final class Steering {
  private final SweepLoop.Parts parts;
  private final Turns turns;
  private final SweepTrials trials;
  private final NextTrials next;
  private final Attempts attempts;
  private final SweepPhase phase;
  private final WallTime wall;
  private final Runnable fill;

  /**
   * Of one sweep.
   *
   * @param fill gives free slots to trials that may begin; for turns
   */
  Steering(
      SweepLoop.Parts parts,
      Turns turns,
      SweepTrials trials,
      NextTrials next,
      Attempts attempts,
      SweepPhase phase,
      WallTime wall,
      Runnable fill) {
    this.parts = parts;
    this.turns = turns;
    this.trials = trials;
    this.next = next;
    this.attempts = attempts;
    this.phase = phase;
    this.wall = wall;
    this.fill = fill;
  }

  void pause(String reason, CompletableFuture<Void> answer) {
    requireOpen();
    turns.onceAllStored(() -> answer.complete(null));
    if (!phase.paused()) {
      phase.pause();
      wall.pause();
      turns.add(new Change.SweepBecame(SweepState.PAUSED, reason));
      parts.launcher().pause(parts.sweep());
    }
  }

  void goOn(CompletableFuture<Void> answer) {
    requireOpen();
    turns.onceAllStored(() -> answer.complete(null));
    if (phase.paused()) {
      phase.goOn();
      turns.add(new Change.SweepBecame(SweepState.RUNNING, "resumed"));
      parts.launcher().goOn(parts.sweep());
      wall.run();
      fill.run();
    }
  }

  /** Runs so many trials at a time, within what the devices can hold. */
  void widen(int wanted) {
    int parallel = Math.min(wanted, parts.launcher().capacity(parts.spec()));
    if (phase.open() && phase.parallel() != parallel) {
      phase.parallel(parallel);
      turns.add(
          new Change.SweepBecame(
              phase.state(), "it runs up to " + parallel + " trials at a time now"));
      fill.run();
    }
  }

  /** Raises the budget by so many trials. */
  void extend(int more, Optional<RequestKey> asked, CompletableFuture<Integer> answer) {
    requireOpen();
    raise(more, asked, answer);
    fill.run();
  }

  /** The same before the sweep has begun. */
  void raise(int more, Optional<RequestKey> asked, CompletableFuture<Integer> answer) {
    int budget = next.budget() + more;
    next.extend(budget);
    turns.onceStored(() -> answer.complete(budget));
    turns.add(new Change.BudgetRaised(budget, asked));
    turns.add(new Change.SweepBecame(phase.state(), "its budget is " + budget + " trials now"));
  }

  void enqueue(
      Map<String, Object> values,
      String reason,
      Optional<RequestKey> asked,
      CompletableFuture<Integer> answer) {
    requireOpen();
    takeIn(values, reason, asked, answer);
    fill.run();
  }

  /** The same before the sweep has begun. */
  void takeIn(
      Map<String, Object> values,
      String reason,
      Optional<RequestKey> asked,
      CompletableFuture<Integer> answer) {
    try {
      int before = next.budget();
      int trial = next.takeIn(values, reason, asked);
      turns.onceStored(() -> answer.complete(trial));
      if (next.budget() > before) {
        turns.add(new Change.BudgetRaised(next.budget(), Optional.empty()));
      }
    } catch (SpecException e) {
      answer.completeExceptionally(e);
    }
  }

  void stop(int trial, String reason, CompletableFuture<Void> answer) {
    requireOpen();
    TrialRun run = trials.run(trial);
    if (run == null) {
      String sentence = "Trial " + trial + " of sweep " + parts.sweep() + " is over already.";
      answer.completeExceptionally(new NotAllowedException(sentence));
      return;
    }
    turns.onceStored(() -> answer.complete(null));
    TrialRun.Attempt attempt = run.attempt();
    if (attempt == null) {
      trials.endByHand(run, reason);
      fill.run();
    } else if (run.toStop().isEmpty()) {
      attempts.stop(run, attempt, reason);
    }
  }

  private void requireOpen() throws Refused {
    if (!phase.open()) {
      throw turns.refusal();
    }
  }
}
