package io.sonde.trial.retention;

import io.sonde.search.port.TrialLauncher.Reached;
import io.sonde.search.sampler.evolution.EvolutionSampler;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.sweep.SweepStanding;
import io.sonde.trial.checkpoint.AttemptFiles;
import io.sonde.trial.checkpoint.Checkpoints;
import io.sonde.trial.checkpoint.Checkpoints.Saved;
import io.sonde.trial.checkpoint.TrialFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/**
 * The files of one sweep, brought to what its spec asks to keep. What is removed follows from the
 * stored events and from what is on the disk alone, so doing it again, or going on after a crash in
 * the middle, comes to the same. Not thread-safe.
 */
final class SweepFiles {
  private final int sweep;
  private final SweepStanding standing;
  private final TrialFiles files;
  private final SweepSpec.Keep keep;

  /** Of how many trials, the best, what they left stays. */
  private final int kept;

  private Set<Integer> best;

  SweepFiles(int sweep, SweepStanding standing, TrialFiles files) {
    this.sweep = sweep;
    this.standing = standing;
    this.files = files;
    this.keep = standing.spec().trial().keep();
    this.kept = Math.max(keep.best(), parents(standing.spec().search()));
    this.best = standing.best(kept);
  }

  /** Where children start from their parents' models, as many as there are parents are needed. */
  static int parents(SweepSpec.Search search) {
    boolean inherit = Boolean.TRUE.equals(search.settings().get("inherit"));
    Object population = search.settings().get("population");
    int parents = EvolutionSampler.Settings.DEFAULT.population();
    return !inherit ? 0 : population instanceof Number given ? given.intValue() : parents;
  }

  /** Looks at every trial that has a folder. */
  void tidyAll() throws IOException {
    best = standing.best(kept);
    for (int trial : files.trials(sweep)) {
      tidy(trial);
    }
  }

  /**
   * Looks at these trials, and at those which they have pushed out.
   *
   * @param ended whether one of them has ended, so that others may be the best now
   */
  void tidy(Set<Integer> trials, boolean ended) throws IOException {
    Set<Integer> before = best;
    if (ended) {
      best = standing.best(kept);
    }
    for (int trial : trials) {
      tidy(trial);
    }
    for (int trial : before) {
      if (!best.contains(trial) && !trials.contains(trial)) {
        tidy(trial);
      }
    }
  }

  private void tidy(int trial) throws IOException {
    var state = standing.state(trial);
    if (state.isEmpty()) {
      return;
    }
    NavigableMap<Integer, AttemptFiles> attempts = files.attempts(sweep, trial);
    if (!state.get().ended()) {
      tidyLive(trial, attempts);
    } else if (best.contains(trial)) {
      tidyBest(attempts);
    } else {
      for (AttemptFiles attempt : attempts.values()) {
        remove(attempt);
      }
    }
  }

  /** Of a trial that is not over the latest checkpoints stay that its next attempt may need. */
  private void tidyLive(int trial, NavigableMap<Integer, AttemptFiles> attempts)
      throws IOException {
    int current = standing.lastAttempt(trial);
    Map<Integer, Integer> reached = new HashMap<>();
    for (Reached earlier : standing.reached(trial)) {
      reached.put(earlier.attempt().number(), earlier.step());
    }
    int room = keep.latest();
    for (Map.Entry<Integer, AttemptFiles> entry : attempts.descendingMap().entrySet()) {
      int number = entry.getKey();
      AttemptFiles attempt = entry.getValue();
      // What the last attempt reports may be ahead of the events that were followed.
      int upTo = number >= current ? Integer.MAX_VALUE : reached.getOrDefault(number, -1);
      room -= keepLatest(attempt.checkpoints(), upTo, room);
      if (number < current) {
        attempt.removeModel();
        attempt.removeLeftovers();
      }
    }
  }

  /** Keeps the latest up to a step, as many as there is room for; answers how many. */
  private static int keepLatest(Checkpoints checkpoints, int upTo, int room) throws IOException {
    List<Saved> kept = new ArrayList<>();
    for (Saved saved : checkpoints.whole()) {
      if (saved.step() <= upTo && kept.size() < room) {
        kept.add(saved);
      }
    }
    checkpoints.keepOnly(kept);
    return kept.size();
  }

  /** The last model that an attempt left is that of the trial's best step. */
  private static void tidyBest(NavigableMap<Integer, AttemptFiles> attempts) throws IOException {
    int room = 1;
    boolean kept = false;
    for (AttemptFiles attempt : attempts.descendingMap().values()) {
      room -= keepLatest(attempt.checkpoints(), Integer.MAX_VALUE, room);
      attempt.removeLeftovers();
      if (kept) {
        attempt.removeModel();
      }
      kept |= attempt.hasModel();
    }
  }

  static void remove(AttemptFiles attempt) throws IOException {
    attempt.removeModel();
    attempt.removeArtifacts();
    attempt.checkpoints().clear();
    attempt.removeLeftovers();
  }
}
