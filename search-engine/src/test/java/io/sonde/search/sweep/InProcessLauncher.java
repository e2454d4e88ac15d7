package io.sonde.search.sweep;

import io.sonde.search.port.ReportInbox;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.spec.SweepSpec;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs trials as functions on threads of this process. */
final class InProcessLauncher implements TrialLauncher, AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CompletableFuture<ReportInbox> inbox = new CompletableFuture<>();
  private final Training training;
  private final Set<Reached> checkpoints;

  /** Trials leave their checkpoints in the given set, which outlives the launcher. */
  InProcessLauncher(Training training, Set<Reached> checkpoints) {
    this.training = training;
    this.checkpoints = checkpoints;
  }

  /** What a trial does; returns how it ended, or throws {@link Gone} to vanish without a word. */
  interface Training {
    AttemptEnd run(Request request, Reporter reporter) throws Gone;
  }

  /** Where a training reports. */
  interface Reporter {
    /** Reports; answers whether to go on. */
    boolean report(int step, double accuracy);

    /** Leaves a checkpoint at a step that was reported. */
    void checkpoint(int step);

    /** The step after which the attempt goes on; 0 when it begins anew. */
    int after();

    /** Whether the attempt was cancelled. */
    boolean cancelled();
  }

  /** The process is gone without having said anything. */
  static final class Gone extends Exception {
    private static final long serialVersionUID = 1;
    final Cause cause;

    Gone(Cause cause) {
      super(cause.word());
      this.cause = cause;
    }
  }

  void reportTo(SweepLoop loop) {
    reportTo(
        new ReportInbox() {
          @Override
          public CompletionStage<Verdict> report(AttemptId attempt, String token, Report report) {
            return loop.report(attempt, token, report);
          }

          @Override
          public CompletionStage<Void> end(AttemptId attempt, String token, AttemptEnd end) {
            return loop.attemptEnded(attempt, token, end);
          }
        });
  }

  void reportTo(ReportInbox target) {
    inbox.complete(target);
  }

  @Override
  public int capacity(SweepSpec spec) {
    return 4;
  }

  @Override
  public Handle launch(Request request, Listener listener) {
    AtomicBoolean cancelled = new AtomicBoolean();
    threads.execute(() -> attempt(request, listener, cancelled));
    return new Handle() {
      @Override
      public void cancel(String reason) {
        cancelled.set(true);
      }

      @Override
      public void release() {}
    };
  }

  private void attempt(Request request, Listener listener, AtomicBoolean cancelled) {
    OptionalInt from = latest(request);
    listener.started(List.of("thread"), "", from);
    ReportInbox target = inbox.join();
    AtomicBoolean paused = new AtomicBoolean();
    try {
      AttemptEnd end =
          training.run(
              request,
              new Reporter() {
                @Override
                public boolean report(int step, double accuracy) {
                  Report report = new Report(step, Map.of("accuracy", accuracy));
                  Verdict verdict =
                      target
                          .report(request.attempt(), request.token(), report)
                          .toCompletableFuture()
                          .join();
                  paused.set(verdict.decision() == Decision.PAUSE);
                  if (paused.get()) {
                    checkpoint(step);
                  }
                  return verdict.decision() == Decision.CONTINUE;
                }

                @Override
                public void checkpoint(int step) {
                  checkpoints.add(new Reached(request.attempt(), step));
                }

                @Override
                public int after() {
                  return from.orElse(0);
                }

                @Override
                public boolean cancelled() {
                  return cancelled.get();
                }
              });
      if (cancelled.get()) {
        listener.ended(new AttemptEnd(Cause.CANCELLED, "cancelled"));
      } else {
        AttemptEnd told = paused.get() ? new AttemptEnd(Cause.PAUSED, "told to pause") : end;
        // Like a process, it ends whether or not anybody takes its last word.
        var unused = target.end(request.attempt(), request.token(), told).exceptionally(e -> null);
      }
    } catch (Gone e) {
      listener.ended(new AttemptEnd(e.cause, "gone: " + e.cause.word()));
    }
  }

  /** The latest checkpoint within what counts of earlier attempts. */
  private OptionalInt latest(Request request) {
    return checkpoints.stream()
        .filter(
            left ->
                request.earlier().stream()
                    .anyMatch(
                        reached ->
                            reached.attempt().equals(left.attempt())
                                && left.step() <= reached.step()))
        .mapToInt(Reached::step)
        .max();
  }

  @Override
  public void sweepEnded(int sweep) {}

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
