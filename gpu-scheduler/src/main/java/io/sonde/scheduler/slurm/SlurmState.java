package io.sonde.scheduler.slurm;

import io.sonde.scheduler.job.Cause;
import java.util.Locale;

/**
 * The states of a job in Slurm, as {@code squeue} and {@code sacct} write them, by what they mean
 * here. See "JOB STATE CODES" in the manual page of {@code squeue}.
 */
enum SlurmState {
  PENDING(Kind.WAITS),
  CONFIGURING(Kind.WAITS),
  REQUEUED(Kind.WAITS),
  REQUEUE_FED(Kind.WAITS),
  REQUEUE_HOLD(Kind.WAITS),
  SPECIAL_EXIT(Kind.WAITS),
  RESV_DEL_HOLD(Kind.WAITS),
  RUNNING(Kind.RUNS),
  SUSPENDED(Kind.RUNS),
  STOPPED(Kind.RUNS),
  RESIZING(Kind.RUNS),
  SIGNALING(Kind.RUNS),
  COMPLETING(Kind.RUNS),
  STAGE_OUT(Kind.RUNS),
  COMPLETED(Cause.EXITED, "ended"),
  FAILED(Cause.EXITED, "failed"),
  CANCELLED(Cause.STOPPED, "was cancelled in Slurm, not by Sonde"),
  TIMEOUT(Cause.TIMED_OUT, "ran longer than its time limit in Slurm"),
  DEADLINE(Cause.TIMED_OUT, "did not end by its deadline in Slurm"),
  OUT_OF_MEMORY(Cause.OUT_OF_MEMORY, "took more memory than Slurm had given it"),
  PREEMPTED(Cause.PREEMPTED, "had to make room for another job in Slurm"),
  NODE_FAIL(Cause.INFRASTRUCTURE, "its node failed"),
  BOOT_FAIL(Cause.INFRASTRUCTURE, "its node did not boot"),
  REVOKED(Cause.INFRASTRUCTURE, "was revoked by the federation of clusters");

  private enum Kind {
    WAITS,
    RUNS,
    ENDED
  }

  private final Kind kind;
  private final Cause cause;
  private final String sentence;

  SlurmState(Kind kind) {
    this.kind = kind;
    this.cause = Cause.LOST;
    this.sentence = "";
  }

  SlurmState(Cause cause, String sentence) {
    this.kind = Kind.ENDED;
    this.cause = cause;
    this.sentence = sentence;
  }

  /** Reads a state such as {@code CANCELLED by 1000}; one of a later Slurm counts as running. */
  static SlurmState of(String text) {
    String word = text.strip().split("[ +]", 2)[0].toUpperCase(Locale.ROOT);
    for (SlurmState state : values()) {
      if (state.name().equals(word)) {
        return state;
      }
    }
    return RUNNING;
  }

  /** Whether it has no node yet. */
  boolean waits() {
    return kind == Kind.WAITS;
  }

  /** Whether nothing of the job is left. */
  boolean ended() {
    return kind == Kind.ENDED;
  }

  /** Why a job in this final state ended. */
  Cause cause() {
    return cause;
  }

  /** What to say of this final state. */
  String sentence() {
    return sentence;
  }
}
