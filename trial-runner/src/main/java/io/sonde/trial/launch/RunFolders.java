package io.sonde.trial.launch;

import io.sonde.search.report.AttemptId;
import java.nio.file.Path;

/**
 * Where runs leave their files.
 *
 * @param root the folder of all sweeps, absolute
 */
record RunFolders(Path root) {
  RunFolders {
    if (!root.isAbsolute()) {
      throw new IllegalArgumentException("expected an absolute folder, got " + root);
    }
  }

  /** What an attempt leaves behind: its log and its model. */
  Path attempt(AttemptId attempt) {
    return sweep(attempt.sweep())
        .resolve("trial-" + attempt.trial())
        .resolve("attempt-" + attempt.number());
  }

  /** The log of an attempt. */
  Path log(AttemptId attempt) {
    return attempt(attempt).resolve("log.txt");
  }

  /** The output of a worker process outside its trials. */
  Path workerLog(int sweep, String worker) {
    return sweep(sweep).resolve("workers").resolve(worker + ".log");
  }

  private Path sweep(int sweep) {
    return root.resolve("sweep-" + sweep);
  }
}
