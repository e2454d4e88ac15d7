package io.sonde.trial.worker;

import io.sonde.trial.checkpoint.AttemptFiles;
import io.sonde.trial.checkpoint.Checkpoints;
import io.sonde.trial.checkpoint.Rhythm;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Leaves checkpoints of a trial: what it takes to go on, and the best model so far. One that cannot
 * be written does not hurt the trial; the log says so once.
 */
final class CheckpointWriter {
  private final Path attempt;
  private final Checkpoints checkpoints;
  private final Rhythm rhythm;
  private long since = System.nanoTime();
  private Duration cost = Duration.ZERO;
  private int lastStep;
  private boolean complained;

  /**
   * A writer for an attempt.
   *
   * @param attempt its folder, in which the model of its best epoch stands
   * @param from the step after which it goes on; 0 when it begins anew
   */
  CheckpointWriter(Path attempt, Rhythm rhythm, int from) {
    this.attempt = attempt;
    this.checkpoints = Checkpoints.of(attempt);
    this.rhythm = rhythm;
    this.lastStep = from;
  }

  /** Writes one where the rhythm asks for it; the report of this step must have been answered. */
  void afterStep(int step, Checkpoints.Content content) {
    Duration passed = Duration.ofNanos(System.nanoTime() - since);
    if (rhythm.due(step - lastStep, passed, cost)) {
      write(step, content);
    }
  }

  /** Writes one now; whether it stands. */
  boolean write(int step, Checkpoints.Content content) {
    long start = System.nanoTime();
    try {
      checkpoints.write(
          step,
          folder -> {
            content.writeTo(folder);
            linkModel(folder);
          });
      return true;
    } catch (IOException | RuntimeException e) {
      complain(step, e);
      return false;
    } finally {
      since = System.nanoTime();
      cost = Duration.ofNanos(since - start);
      lastStep = step;
    }
  }

  /** The model's file is only ever replaced as a whole, so a second name for it is a copy. */
  private void linkModel(Path folder) throws IOException {
    Path model = attempt.resolve(AttemptFiles.MODEL);
    if (Files.exists(model)) {
      try {
        Files.createLink(folder.resolve(AttemptFiles.MODEL), model);
      } catch (UnsupportedOperationException | FileSystemException e) {
        Files.copy(model, folder.resolve(AttemptFiles.MODEL));
      }
    }
  }

  private void complain(int step, Exception e) {
    if (!complained) {
      System.out.println(
          "no checkpoint could be written after step %d: %s; the trial goes on without"
              .formatted(step, e));
    }
    complained = true;
  }
}
