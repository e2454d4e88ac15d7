package io.sonde.search;

import io.sonde.search.asktell.AskTell;
import io.sonde.search.asktell.Asked;
import io.sonde.search.history.TrialState;
import io.sonde.search.proposal.TrialSeeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Evaluates the trials of a sweep in memory on one thread or several, until it is done. */
final class Runner {
  private final AskTell sweep;
  private final Evaluation evaluation;
  private final String objective;
  private final TrialSeeds seeds;
  private final Map<Integer, Object> kept = new ConcurrentHashMap<>();
  private boolean ending;
  private @Nullable Exception firstFailure;
  private @Nullable Error broken;

  Runner(AskTell sweep, Evaluation evaluation, String objective, TrialSeeds seeds) {
    this.sweep = sweep;
    this.evaluation = evaluation;
    this.objective = objective;
    this.seeds = seeds;
  }

  /**
   * Returns once nothing is left to evaluate, or once the evaluations under way have ended after an
   * interrupt, which they get too.
   */
  void run(int parallel) {
    if (parallel == 1) {
      work();
    } else {
      onThreads(parallel);
    }
    if (broken != null) {
      throw broken;
    }
  }

  private void onThreads(int parallel) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < parallel; i++) {
      Thread thread = new Thread(this::work, "search-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    boolean interrupted = false;
    for (int i = 0; i < parallel; ) {
      try {
        threads.get(i).join();
        i++;
      } catch (InterruptedException e) {
        threads.forEach(Thread::interrupt);
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    try {
      for (Optional<Asked.Work> next = next(); next.isPresent(); next = next()) {
        evaluate(next.get());
        changed();
      }
    } catch (InterruptedException e) {
      end();
      Thread.currentThread().interrupt();
    } catch (Error e) {
      broken(e);
    }
  }

  /** The next trial; waits while only what others report can bring one. */
  private synchronized Optional<Asked.Work> next() throws InterruptedException {
    while (!ending) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Asked asked = sweep.ask();
      if (asked instanceof Asked.Work work) {
        return Optional.of(work);
      } else if (asked instanceof Asked.Done) {
        return Optional.empty();
      }
      wait();
    }
    return Optional.empty();
  }

  private synchronized void changed() {
    notifyAll();
  }

  private synchronized void end() {
    ending = true;
    notifyAll();
  }

  private synchronized void broken(Error e) {
    broken = broken == null ? e : broken;
    end();
  }

  private void evaluate(Asked.Work work) throws InterruptedException {
    Trial trial =
        new Trial(sweep, work, seeds.training(work.trial()), objective, kept, this::changed);
    try {
      double value = evaluation.evaluate(trial);
      if (!trial.ended()) {
        sweep.tell(trial.number(), trial.measured(value));
      }
    } catch (InterruptedException e) {
      tell(trial, TrialState.CANCELLED, "interrupted");
      throw e;
    } catch (InfeasibleException e) {
      tell(trial, TrialState.INFEASIBLE, String.valueOf(e.getMessage()));
    } catch (Exception e) {
      failed(e);
      tell(trial, TrialState.FAILED, e.toString());
    }
    if (!trial.paused()) {
      kept.remove(trial.number());
    }
  }

  private void tell(Trial trial, TrialState state, String reason) {
    if (!trial.ended()) {
      sweep.tell(trial.number(), state, reason, trial.measured());
    }
  }

  private synchronized void failed(Exception e) {
    firstFailure = firstFailure == null ? e : firstFailure;
  }

  synchronized Optional<Exception> firstFailure() {
    return Optional.ofNullable(firstFailure);
  }
}
