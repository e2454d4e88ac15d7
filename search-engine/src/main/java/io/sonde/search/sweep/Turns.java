package io.sonde.search.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.ReportInbox.Why;
import io.sonde.search.request.RequestKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The turns of one sweep, one after the other on its one thread. A turn gathers changes, which go
 * to the journal as one batch, and what follows once that batch is stored. A turn that breaks, or a
 * batch that cannot be stored, is the end of all turns. Turns are taken and asked for in any
 * thread; the rest is for the turns themselves.
 */
final class Turns {
  private final int sweep;
  private final Journal journal;
  private final Breakdown breakdown;
  private final ScheduledThreadPoolExecutor thread;
  private final CompletableFuture<SweepState> done = new CompletableFuture<>();
  private final Map<Long, CompletableFuture<?>> asked = new ConcurrentHashMap<>();
  private final AtomicLong questions = new AtomicLong();
  private List<Change> changes = new ArrayList<>();
  private List<Runnable> followers = new ArrayList<>();
  private CompletableFuture<Void> stored = CompletableFuture.completedFuture(null);

  /** What is left to do for a sweep that takes no more turns though it is not over. */
  interface Breakdown {
    /** Ends what runs, with changes that are stored if anything still can be; a turn of its own. */
    void abandon(Throwable why);

    /** Nothing of the sweep goes on. Called in any thread, after {@link #abandon} if at all. */
    void over();
  }

  Turns(int sweep, Journal journal, Breakdown breakdown) {
    this.sweep = sweep;
    this.journal = journal;
    this.breakdown = breakdown;
    this.thread = new ScheduledThreadPoolExecutor(1, task -> named("sweep-" + sweep, task));
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static Thread named(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Completes with the sweep's state after the last turn, or with why there are no more. */
  CompletableFuture<SweepState> done() {
    return done;
  }

  /** Takes a turn; nothing happens where there are no more. */
  void take(Runnable what) {
    take(what, new CompletableFuture<Void>());
  }

  /**
   * Takes a turn that answers.
   *
   * @param what completes the answer, in this turn or later
   * @return fails with {@link Refused} when there are no more turns or the turn throws that or
   *     {@link RequestKey.Reused}, once whatever it is refused for can be read in the store; and
   *     with whatever breaks the turn, or another before it is answered
   */
  <T> CompletableFuture<T> ask(Consumer<CompletableFuture<T>> what) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    long question = questions.incrementAndGet();
    asked.put(question, answer);
    var unused = answer.whenComplete((value, e) -> asked.remove(question));
    take(
        () -> {
          try {
            what.accept(answer);
          } catch (Refused | RequestKey.Reused e) {
            var unusedRefusal = stored.whenComplete((ok, away) -> answer.completeExceptionally(e));
          }
        },
        answer);
    return answer;
  }

  /** Takes a turn later. */
  Future<?> after(Duration delay, Runnable what) {
    return thread.schedule(() -> take(what), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Adds a change to this turn's batch. */
  void add(Change change) {
    changes.add(change);
  }

  /** Does something once this turn's batch is stored, in the journal's thread. */
  void onceStored(Runnable what) {
    followers.add(what);
  }

  /** Does something once all that was changed so far is stored, in this turn or before it. */
  void onceAllStored(Runnable what) {
    CompletableFuture<Void> earlier = stored;
    onceStored(
        () -> {
          var unused = earlier.thenRun(what);
        });
  }

  /** This was the last turn, once its batch is stored: call it then. */
  void end(SweepState state) {
    thread.shutdown();
    done.complete(state);
  }

  /** The answer to what comes after the last turn. */
  Refused refusal() {
    return new Refused(Why.FENCED, "sweep " + sweep + " is over");
  }

  /** A sweep that broke takes no more turns: what its processes tell changes nothing any more. */
  private void take(Runnable what, CompletableFuture<?> answer) {
    try {
      thread.execute(
          () -> {
            if (done.isCompletedExceptionally()) {
              answer.completeExceptionally(refusal());
              return;
            }
            try {
              what.run();
              store();
            } catch (RuntimeException e) {
              answer.completeExceptionally(e);
              fail(e);
            }
          });
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(refusal());
    }
  }

  private void store() {
    if (changes.isEmpty()) {
      followers.forEach(Runnable::run);
    } else {
      List<Runnable> then = followers;
      stored = journal.append(sweep, changes);
      var unused =
          stored.whenComplete(
              (ok, e) -> {
                if (e == null) {
                  then.forEach(Runnable::run);
                } else {
                  fail(e);
                }
              });
    }
    changes = new ArrayList<>();
    followers = new ArrayList<>();
  }

  /** Nothing can be stored any more, or a turn broke: the sweep's processes must not go on. */
  private void fail(Throwable why) {
    if (!done.completeExceptionally(why)) {
      return;
    }
    try {
      thread.execute(() -> abandon(why));
    } catch (RejectedExecutionException e) {
      leaveUnanswered(why);
      breakdown.over();
    }
  }

  private void leaveUnanswered(Throwable why) {
    asked.values().forEach(answer -> answer.completeExceptionally(why));
  }

  private void abandon(Throwable why) {
    leaveUnanswered(why);
    // After what the broken turn had changed before it broke: a trial may be new in it.
    breakdown.abandon(why);
    // Where it is the store that broke, this fails too, and the journal has said so already.
    var unused = journal.append(sweep, changes);
    breakdown.over();
    thread.shutdown();
  }

  /** Lets an answer be that of the first message of its kind. */
  static <T> void follow(CompletableFuture<T> first, CompletableFuture<T> repeated) {
    var unused =
        first.handle(
            (value, e) -> e == null ? repeated.complete(value) : repeated.completeExceptionally(e));
  }
}
