package io.sonde.trial.launch;

import io.sonde.search.port.TrialLauncher.Reached;
import io.sonde.trial.checkpoint.Checkpoints;
import io.sonde.trial.checkpoint.RunFolders;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds where an attempt goes on. */
final class Continuation {
  private static final Logger log = LoggerFactory.getLogger(Continuation.class);

  private Continuation() {}

  /**
   * The latest whole checkpoint that earlier attempts left within what counts of them; of the same
   * step, that of the later attempt. A folder that cannot be read counts as one without any.
   */
  static Optional<Checkpoints.Saved> of(RunFolders folders, List<Reached> earlier) {
    Comparator<Checkpoints.Saved> byStep = Comparator.comparingInt(Checkpoints.Saved::step);
    return earlier.stream()
        .sorted(Comparator.comparingInt(reached -> reached.attempt().number()))
        .flatMap(reached -> latest(folders, reached))
        .reduce((first, second) -> byStep.compare(first, second) > 0 ? first : second);
  }

  private static Stream<Checkpoints.Saved> latest(RunFolders folders, Reached reached) {
    try {
      return folders.checkpoints(reached.attempt()).latest(reached.step()).stream();
    } catch (IOException e) {
      log.warn("The checkpoints of attempt {} cannot be read", reached.attempt(), e);
      return Stream.empty();
    }
  }
}
