package io.sonde.trial.launch;

import io.sonde.search.port.TrialLauncher;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.trial.checkpoint.Checkpoints;
import java.util.Optional;
import java.util.OptionalInt;

/** An attempt from its launch to its release or end. Belongs to the launcher's thread. */
final class LaunchedAttempt {
  private final TrialLauncher.Request request;
  private final TrialLauncher.Listener listener;
  private Optional<WorkerProcess> worker = Optional.empty();
  private Optional<String> cancelled = Optional.empty();
  private Optional<Checkpoints.Saved> from = Optional.empty();
  private boolean over;

  LaunchedAttempt(TrialLauncher.Request request, TrialLauncher.Listener listener) {
    this.request = request;
    this.listener = listener;
  }

  TrialLauncher.Request request() {
    return request;
  }

  AttemptId id() {
    return request.attempt();
  }

  /** The process that runs it; empty while it waits for one. */
  Optional<WorkerProcess> worker() {
    return worker;
  }

  /** Why it is being cancelled; empty when it is not. */
  Optional<String> cancelled() {
    return cancelled;
  }

  boolean over() {
    return over;
  }

  void cancel(String reason) {
    cancelled = Optional.of(reason);
  }

  /**
   * A process takes it up.
   *
   * @param checkpoint from which it goes on; empty when it begins anew
   */
  void takenBy(WorkerProcess process, String log, Optional<Checkpoints.Saved> checkpoint) {
    goesOnIn(process, checkpoint);
    OptionalInt after =
        checkpoint.isPresent() ? OptionalInt.of(checkpoint.get().step()) : OptionalInt.empty();
    listener.started(process.deviceIds(), log, after);
  }

  /** A process of an earlier server has taken it up, and the sweep knows that. */
  void goesOnIn(WorkerProcess process, Optional<Checkpoints.Saved> checkpoint) {
    worker = Optional.of(process);
    from = checkpoint;
  }

  /** The checkpoint from which it goes on. */
  Optional<Checkpoints.Saved> from() {
    return from;
  }

  /** It has told its end itself. */
  void release() {
    over = true;
  }

  /** It is over without having told so. */
  void end(AttemptEnd end) {
    if (!over) {
      over = true;
      listener.ended(end);
    }
  }
}
