package io.sonde.trial.launch;

import io.sonde.search.port.TrialLauncher;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import java.util.Optional;

/** An attempt from its launch to its release or end. Belongs to the launcher's thread. */
final class LaunchedAttempt {
  private final TrialLauncher.Request request;
  private final TrialLauncher.Listener listener;
  private Optional<WorkerProcess> worker = Optional.empty();
  private Optional<String> cancelled = Optional.empty();
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

  void takenBy(WorkerProcess process, String log) {
    worker = Optional.of(process);
    listener.started(process.deviceIds(), log);
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
