package io.sonde.search.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.AttemptEnd;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a sweep goes on and how many trials at a time, is paused or is to end, and what follows
 * from that. For its thread.
 */
final class SweepPhase {
  private int parallel;
  private boolean paused;
  private boolean over;
  private @Nullable Ending ending;
  private String because = "";

  /** Why no more trials are begun before the budget is spent. */
  enum Ending {
    /** A person cancelled the sweep. */
    CANCEL,
    /** The wall time is over. */
    WALL,
    /** The server stops; the sweep goes on with a later one. */
    INTERRUPT
  }

  /** One that goes on, with at most so many trials under way. */
  SweepPhase(int parallel) {
    parallel(parallel);
  }

  /** How many trials may be under way. */
  int parallel() {
    return parallel;
  }

  /** As many as this from now on, at least 1; those that are under way stay. */
  void parallel(int trials) {
    if (trials < 1) {
      throw new IllegalArgumentException("a sweep runs at least 1 trial at a time, not " + trials);
    }
    parallel = trials;
  }

  /** Whether it can still be steered: its end is neither stored nor asked for. */
  boolean open() {
    return ending == null && !over;
  }

  /** Whether trials may begin. */
  boolean begins() {
    return ending == null && !paused;
  }

  boolean paused() {
    return paused;
  }

  void pause() {
    paused = true;
  }

  void goOn() {
    paused = false;
  }

  /** Whether it is to end in this way now: as was asked first, but for a person's cancel. */
  boolean takes(Ending how) {
    return !over && (ending == null || (how == Ending.CANCEL && ending != how));
  }

  /** Its end is asked for, in a way that it takes. */
  void end(Ending how, String reason) {
    ending = how;
    because = reason;
  }

  /** How its end was asked for; empty when it ends by itself, if at all. */
  Optional<Ending> ending() {
    return Optional.ofNullable(ending);
  }

  /** Whether what it waited for has come: nothing follows any more. */
  boolean over() {
    return over;
  }

  void close() {
    over = true;
  }

  /** The state that it has while it is open. */
  SweepState state() {
    return paused ? SweepState.PAUSED : SweepState.RUNNING;
  }

  /**
   * Whether it is over, as far as its trials go.
   *
   * @param lends whether they run elsewhere, where they go on when the server stops
   */
  boolean reached(SweepProgress progress, boolean spent, boolean lends) {
    if (ending == Ending.INTERRUPT) {
      return lends ? progress.allStarted() : progress.active() == 0;
    }
    return progress.live().isEmpty() && (ending != null || spent);
  }

  /** What becomes of a trial whose attempt has ended, now that the sweep itself may be ending. */
  AttemptOutcome outcome(AttemptOutcome alone, AttemptEnd end) {
    if (ending == Ending.INTERRUPT && alone.next() == TrialState.CANCELLED) {
      return new AttemptOutcome(TrialState.WAITING, end.reason());
    }
    boolean last = ending == Ending.CANCEL || ending == Ending.WALL;
    return last && !alone.next().ended()
        ? new AttemptOutcome(TrialState.CANCELLED, end.reason())
        : alone;
  }

  /** The sweep's last change for now. */
  Change.SweepBecame verdict(SweepProgress progress, boolean exhausted) {
    if (ending == Ending.INTERRUPT && paused) {
      return new Change.SweepBecame(SweepState.PAUSED, "paused; the server was stopped meanwhile");
    }
    if (ending == Ending.INTERRUPT) {
      return new Change.SweepBecame(SweepState.WAITING, "interrupted: the server was stopped");
    }
    if (ending == Ending.CANCEL) {
      return new Change.SweepBecame(SweepState.CANCELLED, because);
    }
    if (progress.successes() == 0) {
      return new Change.SweepBecame(SweepState.FAILED, progress.whyNoneSucceeded());
    }
    String reason =
        ending == Ending.WALL
            ? "its wall time is over"
            : exhausted ? "every configuration of the space was tried" : "its budget is spent";
    return new Change.SweepBecame(SweepState.COMPLETED, reason);
  }
}
