package io.sonde.trial.worker;

import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import io.sonde.trial.checkpoint.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;

/** The checkpoint from which an attempt was to go on is torn or of another kind. */
final class UnreadableCheckpointException extends Exception {
  private static final long serialVersionUID = 1;
  private final transient Path checkpoint;

  UnreadableCheckpointException(Path checkpoint, Exception cause) {
    super("the checkpoint " + checkpoint + " cannot be read: " + cause, cause);
    this.checkpoint = checkpoint;
  }

  /** Sets it aside, so that the trial's next attempt, which costs it no retry, takes another. */
  AttemptEnd end() throws IOException {
    Checkpoints.setAside(checkpoint);
    return new AttemptEnd(
        Cause.LOST, getMessage() + "; it is set aside, and the trial goes on from the one before");
  }
}
