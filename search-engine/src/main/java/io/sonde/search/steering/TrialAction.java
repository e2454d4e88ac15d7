package io.sonde.search.steering;

import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import java.util.stream.Stream;

/** What may be asked of a trial. */
public enum TrialAction {
  /** End it now; what it has reached counts. */
  STOP("stopped"),
  /** Try its configuration again, as a new trial: what has ended never changes. */
  RETRY("tried again");

  private final String done;

  TrialAction(String done) {
    this.done = done;
  }

  /** Whether it may be asked of a trial in this state, in a sweep in that one. */
  public boolean allowed(SweepState sweep, TrialState trial) {
    return allowed(sweep) && allowed(trial);
  }

  private boolean allowed(SweepState sweep) {
    return this != STOP || sweep == SweepState.RUNNING || sweep == SweepState.PAUSED;
  }

  private boolean allowed(TrialState trial) {
    return switch (this) {
      case STOP -> !trial.ended();
      case RETRY -> trial == TrialState.FAILED || trial == TrialState.CANCELLED;
    };
  }

  /** Throws {@link NotAllowedException} where it may not be asked. */
  public void require(int sweep, SweepState sweepState, int trial, TrialState state) {
    if (!allowed(state)) {
      throw refusal("Trial " + trial + " of sweep " + sweep, state.word(), trialWords(), "");
    }
    if (!allowed(sweepState)) {
      throw refusal("Sweep " + sweep, sweepState.word(), sweepWords(), "a trial of ");
    }
  }

  private NotAllowedException refusal(String what, String state, String allowed, String of) {
    return new NotAllowedException(
        what
            + " is "
            + state
            + "; only "
            + of
            + "one that is "
            + allowed
            + " can be "
            + done
            + ".");
  }

  private String trialWords() {
    return SweepAction.words(
        Stream.of(TrialState.values()).filter(this::allowed).map(TrialState::word));
  }

  private String sweepWords() {
    return SweepAction.words(
        Stream.of(SweepState.values()).filter(this::allowed).map(SweepState::word));
  }
}
