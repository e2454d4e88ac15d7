package io.sonde.search.event;

import io.sonde.search.history.TrialState;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.request.RequestKey;
import io.sonde.search.space.Configuration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** One change in a sweep. */
public sealed interface Change {

  /** The sweep goes over into a state. */
  record SweepBecame(SweepState state, String reason) implements Change {}

  /**
   * The sweep's budget has grown.
   *
   * @param trials how many trials it may end in all from now on
   * @param asked the request that asked for it; empty where there was none, or one without a key
   */
  record BudgetRaised(int trials, Optional<RequestKey> asked) implements Change {
    /** Throws an IllegalArgumentException for a budget that lets no trial end. */
    public BudgetRaised {
      if (trials < 1) {
        throw new IllegalArgumentException(
            "a budget of at least 1 trial is expected, got " + trials);
      }
    }
  }

  /**
   * A trial was proposed; it waits.
   *
   * @param known metrics known before training, such as {@code parameters}
   * @param parent the trial from whose weights it is to start; empty for a fresh start
   * @param asked the request that asked for it; empty for a proposal of the search, or a request
   *     without a key
   */
  record TrialProposed(
      int trial,
      Configuration configuration,
      Map<String, Double> known,
      OptionalInt parent,
      Optional<RequestKey> asked)
      implements Change {

    /** A trial that no request with a key asked for. */
    public TrialProposed(
        int trial, Configuration configuration, Map<String, Double> known, OptionalInt parent) {
      this(trial, configuration, known, parent, Optional.empty());
    }

    /** A trial that starts afresh. */
    public TrialProposed(int trial, Configuration configuration, Map<String, Double> known) {
      this(trial, configuration, known, OptionalInt.empty());
    }
  }

  /**
   * An attempt's process runs the trial.
   *
   * @param devices the ids of the devices it holds
   * @param log the file with its output; empty when there is none
   * @param after the step of the checkpoint from which it goes on; empty when it begins anew. What
   *     earlier attempts reported after that step counts no more
   * @param asked the key of the ask to which it was lent; empty for an attempt that was not asked
   *     for, or without a key
   */
  record AttemptStarted(
      AttemptId attempt,
      List<String> devices,
      String log,
      OptionalInt after,
      Optional<String> asked)
      implements Change {

    /** An attempt that was not asked for. */
    public AttemptStarted(AttemptId attempt, List<String> devices, String log, OptionalInt after) {
      this(attempt, devices, log, after, Optional.empty());
    }

    /** An attempt that begins anew. */
    public AttemptStarted(AttemptId attempt, List<String> devices, String log) {
      this(attempt, devices, log, OptionalInt.empty());
    }
  }

  /** An attempt reported, and was answered. (attempt, step) is the key. */
  record Reported(AttemptId attempt, Report report, Verdict verdict) implements Change {}

  /** An attempt is over. */
  record AttemptEnded(AttemptId attempt, Cause cause, String reason) implements Change {}

  /**
   * A trial goes over into a state other than running: waiting for its next attempt, paused, or its
   * end.
   *
   * @param value the objective at its best step; empty when it has none
   * @param bestStep that step
   * @param metrics what was measured at the end, such as {@code test_accuracy}
   */
  record TrialBecame(
      int trial,
      TrialState state,
      String reason,
      OptionalDouble value,
      OptionalInt bestStep,
      Map<String, Double> metrics)
      implements Change {}

  /**
   * A person asked for the end of a trial that has an attempt under way. It ends with that attempt,
   * and no other one is begun.
   */
  record TrialToStop(int trial, String reason) implements Change {}

  /**
   * A person asked for the end of a sweep that has attempts under way. It becomes cancelled once
   * they are over, begins no trial until then, and whoever takes it up ends it.
   */
  record SweepToCancel(String reason) implements Change {}
}
