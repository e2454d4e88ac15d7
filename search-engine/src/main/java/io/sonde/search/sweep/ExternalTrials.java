package io.sonde.search.sweep;

import io.sonde.search.event.SweepState;
import io.sonde.search.port.AskDesk;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.ReportInbox.Why;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.MetricNames;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.steering.NotAllowedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Brings those who run trials elsewhere to the loops of their sweeps, and answers from the store
 * where a loop knows nothing of an attempt any more. Thread-safe.
 */
final class ExternalTrials implements AskDesk {
  private final Map<Integer, SweepLoop> loops;
  private final SweepReader results;
  private final EndedAttempts ended;
  private final Rest rest;
  private final Executor readers;
  private final Clock clock;

  /** What the sweeps know of those without a loop. */
  interface Rest {
    /** Whether every sweep that goes on has its loop by now. */
    boolean settled();

    /** Whether the trials of a sweep run elsewhere. */
    boolean lends(int sweep);

    /** Takes up a sweep that rests paused, and leaves it paused. */
    void wake(int sweep);
  }

  /**
   * Over the loops that run.
   *
   * @param readers runs what reads the store
   */
  ExternalTrials(
      Map<Integer, SweepLoop> loops,
      SweepReader results,
      EndedAttempts ended,
      Rest rest,
      Executor readers,
      Clock clock) {
    this.loops = loops;
    this.results = results;
    this.ended = ended;
    this.rest = rest;
    this.readers = readers;
    this.clock = clock;
  }

  @Override
  public Asking ask(int sweep, Ask ask) {
    CompletableFuture<Asked> answer = new CompletableFuture<>();
    var unused = asked(sweep, ask, answer).whenComplete((asked, e) -> finish(answer, asked, e));
    return new Asking() {
      @Override
      public CompletionStage<Asked> answer() {
        return answer;
      }

      @Override
      public void leave() {
        answer.cancel(false);
      }
    };
  }

  private static <T> void finish(CompletableFuture<T> answer, T value, Throwable failure) {
    if (failure == null) {
      answer.complete(value);
    } else {
      answer.completeExceptionally(failure);
    }
  }

  private SweepRow require(int sweep) {
    SweepRow row =
        results
            .sweep(sweep)
            .orElseThrow(() -> new Refused(Why.UNKNOWN, "There is no sweep " + sweep + " here."));
    if (!rest.lends(sweep)) {
      throw new NotAllowedException(
          "Sonde runs the trials of sweep "
              + sweep
              + " itself; only those of trial.kind external can be asked for.");
    }
    return row;
  }

  /** Where the asker leaves, the loop hears of it, so that it lends him nothing. */
  private CompletionStage<Asked> asked(int sweep, Ask ask, CompletableFuture<Asked> answer) {
    SweepLoop loop = loops.get(sweep);
    if (loop == null || !loop.lends()) {
      return atRest(sweep, ask);
    }
    return fenced(
        loop.entered().thenCompose(ok -> loop.ask(ask, answer)), () -> atRest(sweep, ask));
  }

  private CompletionStage<Asked> atRest(int sweep, Ask ask) {
    return read(() -> require(sweep)).thenCompose(row -> withoutLoop(row, ask));
  }

  /** Whether the trials of a sweep run elsewhere. */
  boolean lends(int sweep) {
    return rest.lends(sweep);
  }

  private CompletionStage<Asked> withoutLoop(SweepRow row, Ask ask) {
    if (row.state().ended()) {
      return CompletableFuture.completedFuture(new Over(row.state(), row.reason()));
    } else if (!rest.settled()) {
      return CompletableFuture.failedFuture(starting());
    }
    boolean paused = row.state() == SweepState.PAUSED;
    Later later =
        new Later(
            row.state(),
            paused
                ? "the sweep is paused; it gives out no trial until it is resumed"
                : "the sweep does not run; resume it");
    return new CompletableFuture<Asked>()
        .completeOnTimeout(later, ask.patience().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public CompletionStage<Told> tell(AttemptId attempt, String token, AttemptEnd end) {
    Optional<String> wrong = MetricNames.wrong(end.metrics());
    if (wrong.isPresent()) {
      return CompletableFuture.failedFuture(new Refused(Why.INVALID, wrong.get()));
    }
    return said(attempt, token, loop -> loop.tell(attempt, token, end), over -> over.told(end));
  }

  @Override
  public CompletionStage<Instant> heartbeat(AttemptId attempt, String token) {
    Function<EndedAttempts.Ended, Duration> refuse =
        over -> {
          String why = over.reason().isEmpty() ? "it is over" : over.reason();
          throw new Refused(Why.FENCED, "attempt " + attempt + ": " + why);
        };
    return said(attempt, token, loop -> loop.heard(attempt, token), refuse)
        .thenApply(lease -> clock.instant().plus(lease));
  }

  /** Takes a report; see {@link io.sonde.search.port.ReportInbox}. */
  CompletionStage<Verdict> report(AttemptId attempt, String token, Report report) {
    return said(
        attempt, token, loop -> loop.report(attempt, token, report), EndedAttempts.Ended::verdict);
  }

  /** Passes a message on to the loop, or finds out why there is none that knows the attempt. */
  private <T> CompletionStage<T> said(
      AttemptId attempt,
      String token,
      Function<SweepLoop, CompletableFuture<T>> say,
      Function<EndedAttempts.Ended, T> late) {
    SweepLoop loop = loops.get(attempt.sweep());
    return loop == null
        ? read(() -> ended.find(attempt, token))
            .thenCompose(
                over ->
                    over.isPresent()
                        ? read(() -> late.apply(over.get()))
                        : woken(attempt).thenCompose(say))
        : fenced(
            loop.entered().thenCompose(ok -> say.apply(loop)),
            () -> read(() -> late.apply(ended.find(attempt, token).orElseThrow(this::starting))));
  }

  private CompletionStage<SweepLoop> woken(AttemptId attempt) {
    return read(
        () -> {
          if (!rest.settled()) {
            throw starting();
          }
          rest.wake(attempt.sweep());
          return Optional.ofNullable(loops.get(attempt.sweep())).orElseThrow(this::starting);
        });
  }

  private Refused starting() {
    return new Refused(
        Why.LATER,
        rest.settled()
            ? "the sweep does not run now; try again in a while"
            : "the server has just started; try again in a while");
  }

  /** Reads the store, beside the caller's thread. */
  <T> CompletableFuture<T> read(Supplier<T> reading) {
    try {
      return CompletableFuture.supplyAsync(reading, readers);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(
          new Refused(Why.LATER, "the server is being stopped; try again in a while"));
    }
  }

  /** What comes of a message, or what is found where the loop has refused it as over. */
  private static <T> CompletionStage<T> fenced(
      CompletableFuture<T> message, Supplier<CompletionStage<T>> otherwise) {
    return message.exceptionallyCompose(
        failure -> {
          Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
          boolean over = cause instanceof Refused refused && refused.why() == Why.FENCED;
          return over ? otherwise.get() : CompletableFuture.failedFuture(cause);
        });
  }
}
