package io.sonde.search.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.ReportInbox.Why;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/**
 * What the processes of a sweep's attempts tell: reports, which are judged, and ends. A message
 * that comes again gets the first one's answer; one of an attempt that is over, or without its
 * token, is refused. See {@link io.sonde.search.port.ReportInbox}.
 */
final class AttemptMessages {
  /** So many ends are remembered, for workers that tell them twice. */
  private static final int TOLD_KEPT = 256;

  private final Turns turns;
  private final SweepProgress progress;
  private final Stopper stopper;
  private final Attempts attempts;
  private final boolean lent;
  private final Map<AttemptId, Told> told =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AttemptId, Told> eldest) {
          return size() > TOLD_KEPT;
        }
      };

  /** An end that an attempt has told, and its answer. */
  private record Told(String token, CompletableFuture<Void> answer) {}

  /**
   * Of one sweep.
   *
   * @param lent whether its trials run elsewhere: then a verdict to stop or to pause ends an
   *     attempt at once, for nobody waits for the end of its process
   */
  AttemptMessages(
      Turns turns, SweepProgress progress, Stopper stopper, Attempts attempts, boolean lent) {
    this.lent = lent;
    this.turns = turns;
    this.progress = progress;
    this.stopper = stopper;
    this.attempts = attempts;
  }

  /** Takes a report, in a turn of its own. */
  CompletableFuture<Verdict> report(AttemptId id, String token, Report report) {
    return turns.ask(answer -> judge(id, token, report, answer));
  }

  private void judge(AttemptId id, String token, Report report, CompletableFuture<Verdict> answer) {
    TrialRun run = runOf(id);
    TrialRun.Attempt attempt = attemptOf(run, id, token);
    if (!attempt.started()) {
      attempt.early(() -> Turns.follow(report(id, token, report), answer));
      return;
    }
    attempt.heard();
    if (lent && attempt.goesOnAfter(report.step())) {
      answer.complete(
          Verdict.goOn("step " + report.step() + " counts from an earlier attempt already"));
      return;
    }
    CompletableFuture<Verdict> former = attempt.answers.get(report.step());
    if (former != null) {
      Turns.follow(former, answer);
      return;
    }
    requireRising(run, report.step());
    progress.report(run, id, report);
    Verdict verdict = stopper.judge(progress.history(), run.number, report.step());
    if (verdict.decision() != Decision.CONTINUE) {
      attempt.endReason = verdict.reason();
    }
    attempt.answers.put(report.step(), answer);
    turns.add(new Change.Reported(id, report, verdict));
    turns.onceStored(() -> answer.complete(verdict));
    if (lent && verdict.decision() != Decision.CONTINUE) {
      boolean aside = verdict.decision() == Decision.PAUSE;
      Cause cause = aside ? Cause.PAUSED : Cause.STOPPED;
      attempt.release();
      attempts.finish(run, attempt, new AttemptEnd(cause, verdict.reason()));
    }
  }

  private void requireRising(TrialRun run, int step) {
    OptionalInt last = progress.lastStep(run);
    if (last.isPresent() && step <= last.getAsInt()) {
      throw new Refused(
          Why.INVALID,
          "step " + step + " comes after step " + last.getAsInt() + "; steps must rise");
    }
  }

  /** Takes the end of an attempt, in a turn of its own. */
  CompletableFuture<Void> attemptEnded(AttemptId id, String token, AttemptEnd end) {
    return turns.ask(answer -> takeEnd(id, token, end, answer));
  }

  private void takeEnd(AttemptId id, String token, AttemptEnd end, CompletableFuture<Void> answer) {
    Told former = told.get(id);
    if (former != null && Tokens.same(former.token(), token)) {
      Turns.follow(former.answer(), answer);
      return;
    }
    TrialRun run = runOf(id);
    TrialRun.Attempt attempt = attemptOf(run, id, token);
    if (!attempt.started()) {
      attempt.early(() -> Turns.follow(attemptEnded(id, token, end), answer));
      return;
    }
    attempt.release();
    told.put(id, new Told(token, answer));
    turns.onceStored(() -> answer.complete(null));
    attempts.finish(run, attempt, end);
  }

  /** A trial that is not over. */
  TrialRun runOf(AttemptId id) {
    TrialRun run = progress.run(id.trial());
    if (run == null) {
      boolean known = id.trial() < progress.history().size();
      throw new Refused(
          known ? Why.FENCED : Why.UNKNOWN,
          known ? "trial " + id.trial() + " is over" : "there is no attempt " + id);
    }
    return run;
  }

  /** Its attempt, for whoever has the attempt's token. */
  static TrialRun.Attempt attemptOf(TrialRun run, AttemptId id, String token) {
    TrialRun.Attempt attempt = run.attempt();
    if (attempt == null || id.number() < attempt.id.number()) {
      throw new Refused(Why.FENCED, "attempt " + id + " is over");
    }
    if (id.number() > attempt.id.number()) {
      throw new Refused(Why.UNKNOWN, "there is no attempt " + id);
    }
    if (!Tokens.same(attempt.token, token)) {
      throw new Refused(Why.FORBIDDEN, "the token is not that of attempt " + id);
    }
    return attempt;
  }
}
