package io.sonde.search.sampler.cmaes;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.sampler.unit.Hash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The course of a search over a history. The trials that have been told (ended or paused, not
 * cancelled) are taken in the order of their numbers, and each time there are as many as the
 * population they make a generation; nothing waits for a trial that still runs. When such a trial
 * ends after later ones, the course is reckoned again from where it has its place. So the course
 * depends on what the history holds and not on when it came; and since the courses of some earlier
 * generations are kept, near ones closely and far ones sparsely, little is reckoned again. Not
 * thread-safe.
 */
final class Trajectory {
  /** How many of the latest courses are kept at each distance that doubles. */
  private static final int KEPT = 2;

  private final Course beginning;
  private final List<Station> stations = new ArrayList<>();

  /** The trials that have been told, and what they told when they were taken in. */
  private int[] told = {};

  private long[] versions = {};
  private int size;

  private @Nullable History followed;

  /** All trials before this one have ended, and so many of them were told. */
  private int settledTrials;

  private int settledTold;

  /** A course after a number of generations and of trials. */
  private record Station(int generation, int trials, Course course) {}

  Trajectory(Course beginning) {
    this.beginning = beginning;
  }

  /** Where the search stands after this history. */
  @SuppressWarnings("ReferenceEquality") // it must be the very history that was followed so far
  Course follow(History history) {
    if (history != followed || history.size() < settledTrials) {
      followed = history;
      settledTrials = 0;
      settledTold = 0;
      size = 0;
      stations.clear();
      stations.add(new Station(0, 0, beginning));
    }
    returnTo(takeIn(history));
    goOn(history);
    return latest().course();
  }

  private Station latest() {
    return stations.get(stations.size() - 1);
  }

  /** Takes in what was told; answers up to where it is as it was. */
  private int takeIn(History history) {
    reserve(history.size());
    int unchanged = settledTold;
    int position = settledTold;
    boolean settled = true;
    for (int trial = settledTrials; trial < history.size(); trial++) {
      TrialState state = history.state(trial);
      if (tells(state)) {
        long version = version(history, trial);
        boolean same = position < size && told[position] == trial && versions[position] == version;
        unchanged += same && unchanged == position ? 1 : 0;
        told[position] = trial;
        versions[position] = version;
        position++;
      }
      settled &= state.ended();
      settledTrials += settled ? 1 : 0;
      settledTold = settled ? position : settledTold;
    }
    size = position;
    return unchanged;
  }

  private void reserve(int trials) {
    if (told.length < trials) {
      int capacity = Math.max(16, trials * 3 / 2);
      told = Arrays.copyOf(told, capacity);
      versions = Arrays.copyOf(versions, capacity);
    }
  }

  private static boolean tells(TrialState state) {
    return state == TrialState.PAUSED || (state.ended() && state != TrialState.CANCELLED);
  }

  private static long version(History history, int trial) {
    long version = Hash.of(history.state(trial).name().hashCode(), history.reports(trial));
    version = Hash.of(version, Double.doubleToLongBits(history.value(trial)));
    for (int c = 0; c < history.goal().constraints().size(); c++) {
      version = Hash.of(version, Double.doubleToLongBits(history.violation(trial, c)));
    }
    return version;
  }

  /** Drops the courses that were reckoned with what has changed. */
  private void returnTo(int unchanged) {
    while (latest().trials() > unchanged) {
      stations.remove(stations.size() - 1);
    }
  }

  private void goOn(History history) {
    Station station = latest();
    while (station.trials() + station.course().population() <= size) {
      int end = station.trials() + station.course().population();
      int[] generation = Arrays.copyOfRange(told, station.trials(), end);
      Course next = station.course().next(history, generation);
      station = new Station(station.generation() + 1, end, next);
      stations.add(station);
      thinOut();
    }
  }

  /** Of generation g, 2ᵏ being the largest power that divides it, the next 2ᵏ·KEPT keep it. */
  private void thinOut() {
    int now = latest().generation();
    stations.removeIf(
        s ->
            s.generation() > 0
                && now - s.generation() > KEPT * Integer.lowestOneBit(s.generation()));
  }
}
