package io.sonde.trial.retention;

import io.sonde.search.port.SweepStore;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.sweep.SweepStanding;
import io.sonde.trial.checkpoint.AttemptFiles;
import io.sonde.trial.checkpoint.RunFolders;
import io.sonde.trial.checkpoint.TrialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Brings sweeps that have been over for long to fewer models, checkpoints and artifacts than their
 * specs asked to keep. Logs and small files stay. What is removed follows from the stored events
 * and the disk alone, so going on after a crash comes to the same. Thread-safe.
 */
public final class OldFiles {
  private static final String MARK = ".aged";

  private final SweepStore store;
  private final SpecReader specs;
  private final TrialFiles files;

  /** The files of runs whose sweeps are in a store. */
  public OldFiles(SweepStore store, SpecReader specs, RunFolders folders) {
    this.store = store;
    this.specs = specs;
    this.files = new TrialFiles(folders);
  }

  /**
   * What went, or would go, of a sweep.
   *
   * @param trials of how many something
   * @param bytes how much
   */
  public record Freed(int sweep, int trials, long bytes) {}

  /** Whether a sweep has files, and was not brought to this since it ended. */
  public boolean due(int sweep, Instant ended, int best) {
    Path mark = mark(sweep);
    try {
      if (!Files.isDirectory(files.folders().sweep(sweep), LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      return !Files.exists(mark)
          || Files.getLastModifiedTime(mark).toInstant().isBefore(ended)
          || !Files.readString(mark).strip().equals(String.valueOf(best));
    } catch (IOException e) {
      return true;
    }
  }

  /** What {@link #remove} would remove of a sweep. */
  public Freed look(int sweep, int best) throws IOException {
    return go(sweep, best, false);
  }

  /**
   * Removes models, checkpoints and artifacts of all but the best trials of a sweep that is over.
   * One that is not over, or whose spec is not understood, is let be.
   *
   * @param best how many trials keep what they have, at least 1
   */
  public Freed remove(int sweep, int best) throws IOException {
    return go(sweep, best, true);
  }

  private Freed go(int sweep, int best, boolean remove) throws IOException {
    Optional<SweepStanding> standing = SweepStanding.of(store, specs, sweep);
    if (standing.isEmpty() || !standing.get().ended()) {
      return new Freed(sweep, 0, 0);
    }
    int needed = Math.max(best, SweepFiles.parents(standing.get().spec().search()));
    Set<Integer> kept = standing.get().best(needed);
    int trials = 0;
    long bytes = 0;
    for (int trial : files.trials(sweep)) {
      if (!kept.contains(trial)) {
        long held = held(sweep, trial, remove);
        trials += held > 0 ? 1 : 0;
        bytes += held;
      }
    }
    if (remove) {
      Files.writeString(mark(sweep), best + "\n");
    }
    return new Freed(sweep, trials, bytes);
  }

  private long held(int sweep, int trial, boolean remove) throws IOException {
    long bytes = 0;
    for (AttemptFiles attempt : files.attempts(sweep, trial).values()) {
      bytes += attempt.largeBytes();
      if (remove) {
        SweepFiles.remove(attempt);
      }
    }
    return bytes;
  }

  private Path mark(int sweep) {
    return files.folders().sweep(sweep).resolve(MARK);
  }
}
