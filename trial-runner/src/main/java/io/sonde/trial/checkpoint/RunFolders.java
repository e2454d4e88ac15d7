package io.sonde.trial.checkpoint;

import io.sonde.search.report.AttemptId;
import java.nio.file.Path;

/**
 * Where runs leave their files.
 *
 * @param root the folder of all sweeps, absolute
 */
public record RunFolders(Path root) {
  public RunFolders {
    if (!root.isAbsolute()) {
      throw new IllegalArgumentException("expected an absolute folder, got " + root);
    }
  }

  /** Everything of a sweep. */
  public Path sweep(int sweep) {
    return root.resolve("sweep-" + sweep);
  }

  /** Everything of a trial. */
  public Path trial(int sweep, int trial) {
    return sweep(sweep).resolve("trial-" + trial);
  }

  /** What an attempt leaves behind: its log, its model, its checkpoints and its artifacts. */
  public Path attempt(AttemptId attempt) {
    return trial(attempt.sweep(), attempt.trial()).resolve("attempt-" + attempt.number());
  }

  /** The log of an attempt. */
  public Path log(AttemptId attempt) {
    return attempt(attempt).resolve("log.txt");
  }

  /** The checkpoints of an attempt. */
  public Checkpoints checkpoints(AttemptId attempt) {
    return Checkpoints.of(attempt(attempt));
  }

  /** What a trial's own code wants to be kept. */
  public Path artifacts(AttemptId attempt) {
    return attempt(attempt).resolve(AttemptFiles.ARTIFACTS);
  }

  /** The output of a worker process outside its trials. */
  public Path workerLog(int sweep, String worker) {
    return sweep(sweep).resolve("workers").resolve(worker + ".log");
  }
}
