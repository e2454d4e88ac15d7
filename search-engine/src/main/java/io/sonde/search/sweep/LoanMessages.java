package io.sonde.search.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.AskDesk.Ask;
import io.sonde.search.port.AskDesk.Asked;
import io.sonde.search.port.AskDesk.Later;
import io.sonde.search.port.AskDesk.Over;
import io.sonde.search.port.AskDesk.Told;
import io.sonde.search.port.AskDesk.Work;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.reader.ExternalKind;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.sweep.Lending.Asker;
import io.sonde.search.sweep.Lending.Loan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What those say to a sweep who run its trials elsewhere, but for their reports: they ask for a
 * trial, are heard of, and tell what came of it. See {@link io.sonde.search.port.AskDesk}.
 */
final class LoanMessages {
  /** To whoever is out of time while an attempt is on its way to him. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final SweepLoop.Parts parts;
  private final Turns turns;
  private final SweepProgress progress;
  private final SweepPhase phase;
  private final NextTrials next;
  private final Lending lending;
  private final Attempts attempts;
  private final AttemptMessages messages;
  private final Runnable fill;

  /**
   * Of one sweep.
   *
   * @param fill gives trials that may begin to those who wait; for turns
   */
  LoanMessages(
      SweepLoop.Parts parts,
      Turns turns,
      SweepProgress progress,
      SweepPhase phase,
      NextTrials next,
      Lending lending,
      Attempts attempts,
      AttemptMessages messages,
      Runnable fill) {
    this.parts = parts;
    this.turns = turns;
    this.progress = progress;
    this.phase = phase;
    this.next = next;
    this.lending = lending;
    this.attempts = attempts;
    this.messages = messages;
    this.fill = fill;
  }

  /**
   * Asks for a trial, in a turn of its own. Fails with {@link Refused} when the sweep is over.
   *
   * @param left completes when nobody waits for the answer any more
   */
  CompletableFuture<Asked> ask(Ask ask, CompletableFuture<?> left) {
    return turns.ask(
        answer -> {
          var unused = left.whenComplete((ok, e) -> answer.cancel(false));
          take(new Asker(ask, answer));
        });
  }

  private void take(Asker asker) {
    if (!phase.open()) {
      throw turns.refusal();
    }
    Optional<Loan> known = lending.known(asker);
    if (known.isPresent()) {
      Work work = lending.work(known.get());
      turns.onceStored(() -> asker.answer().complete(work));
      return;
    }
    lending.add(asker);
    fill.run();
    if (asker.ask().patience().isZero()) {
      sendAway(asker);
    } else {
      var unused = turns.after(asker.ask().patience(), () -> sendAway(asker));
    }
  }

  private void sendAway(Asker asker) {
    if (lending.remove(asker)) {
      Later later = new Later(phase.state(), whyNone());
      turns.onceStored(() -> asker.answer().complete(later));
    } else if (lending.serves(asker)) {
      // Where that comes to nothing it waits again, and has no time left.
      var unused = turns.after(LOOK_AGAIN, () -> sendAway(asker));
    }
  }

  /** Why no trial can be begun now, whoever asks. */
  private String whyNone() {
    int active = progress.active();
    if (phase.paused()) {
      return "the sweep is paused; it gives out no trial until it is resumed";
    } else if (active >= phase.parallel()) {
      return "as many trials are under way as budget.parallel allows: " + active;
    } else if (progress.anyWaiting()) {
      return "a trial that failed waits for its next attempt";
    }
    return (next.exhausted() ? "every configuration of the space" : "the budget")
        + " is given out; ask again once one of the trials under way, "
        + active
        + " now, has ended: it may have to be repeated, or let a paused one go on";
  }

  /** Takes what came of an attempt, in a turn of its own. */
  CompletableFuture<Told> tell(AttemptId id, String token, AttemptEnd end) {
    return turns.ask(
        answer -> {
          TrialRun run = messages.runOf(id);
          TrialRun.Attempt attempt = AttemptMessages.attemptOf(run, id, token);
          lending.requireResult(run, end);
          attempt.release();
          AttemptOutcome outcome = attempts.finish(run, attempt, end);
          boolean again = outcome.next() == TrialState.WAITING;
          Told told = new Told(outcome.next(), again ? end.reason() : outcome.reason());
          turns.onceStored(() -> answer.complete(told));
        });
  }

  /** Hears of an attempt, in a turn of its own; answers for how long that holds. */
  CompletableFuture<Duration> heard(AttemptId id, String token) {
    return turns.ask(
        answer -> {
          AttemptMessages.attemptOf(messages.runOf(id), id, token).heard();
          answer.complete(ExternalKind.lease(parts.spec().trial()));
        });
  }

  /** Within the sweep's last turn for now: answers those who wait. */
  void end(Change.SweepBecame end) {
    List<Asker> left = lending.dismiss();
    Asked answer =
        end.state().ended()
            ? new Over(end.state(), end.reason())
            : new Later(end.state(), end.reason());
    turns.onceStored(() -> left.forEach(asker -> asker.answer().complete(answer)));
  }
}
