package io.sonde.search.port;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Objective;
import io.sonde.search.request.RequestKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Keeps sweeps. Written by one server at a time; thread-safe. Every method throws {@link
 * StoreUnavailable} when the store cannot be reached now and a later try may succeed.
 */
public interface SweepStore {
  /**
   * Adds a sweep in state waiting; answers its number, counted from 1. Its key is kept in the same
   * step, so that there is never the one without the other.
   *
   * @throws RequestKey.Known when its request has started a sweep already; none is added
   * @throws RequestKey.Reused when the key's sweep came from another request; none is added
   */
  int create(NewSweep sweep, SweepHead head);

  /**
   * The sweep that a request has started, for as long as the sweep is kept.
   *
   * @throws RequestKey.Reused when the key's sweep came from another request
   */
  OptionalInt startedBy(RequestKey key);

  /** Sets anew above a sweep's spec what is set here, as {@link Overrides#with} does. */
  void override(int sweep, Overrides fresh);

  /**
   * Stores events, all or none, and applies them to the sweeps, trials, attempts and metrics they
   * tell of. Events whose sequence is stored already are skipped, so that a batch whose fate was in
   * doubt can be given again. The key of a request that an event tells of is kept with its answer;
   * where its sweep has that key already, the answer of the first time stays.
   */
  void commit(List<SweepEvent> events);

  /**
   * What a request to a sweep brought about, for as long as the sweep is kept: the number of the
   * trial it asked for, or the budget it raised.
   *
   * @throws RequestKey.Reused when another request to the sweep had this key
   */
  OptionalInt answer(int sweep, RequestKey key);

  /**
   * Removes a sweep with all that is stored of it; no effect where there is none. Its number and
   * the sequences of its events are not given again.
   */
  void delete(int sweep);

  /** The highest sequence that was ever stored; 0 when there is none. */
  long lastSequence();

  /** A sweep as it was created, with its state. */
  Optional<StoredSweep> load(int sweep);

  /** All events of a sweep in their order, from which its loop is rebuilt. */
  List<SweepEvent> events(int sweep);

  /** The numbers of the sweeps that are not over, rising. */
  List<Integer> unfinished();

  /**
   * A sweep to be kept.
   *
   * @param specText the spec as written
   * @param folder the absolute folder against which its paths are read
   * @param overrides what the caller set above the spec
   * @param dataHash hash of the data; empty when there are none
   * @param key of the request that started it
   * @param project of the sweep; empty where it is not known, as of sweeps of an earlier version
   */
  record NewSweep(
      String experiment,
      String specText,
      String folder,
      Overrides overrides,
      Optional<String> dataHash,
      long seed,
      Instant created,
      Origin origin,
      Optional<RequestKey> key,
      String project) {

    /** Of a project of the experiment's name. */
    public NewSweep(
        String experiment,
        String specText,
        String folder,
        Overrides overrides,
        Optional<String> dataHash,
        long seed,
        Instant created,
        Origin origin,
        Optional<RequestKey> key) {
      this(
          experiment,
          specText,
          folder,
          overrides,
          dataHash,
          seed,
          created,
          origin,
          key,
          experiment);
    }

    /** Of nobody in particular. */
    public NewSweep(
        String experiment,
        String specText,
        String folder,
        Overrides overrides,
        Optional<String> dataHash,
        long seed,
        Instant created) {
      this(
          experiment,
          specText,
          folder,
          overrides,
          dataHash,
          seed,
          created,
          Origin.UNKNOWN,
          Optional.empty());
    }
  }

  /**
   * What lists show of a sweep's spec, so that they need not read it.
   *
   * @param objectives at least one
   * @param budget how many trials the sweep may end, overrides included
   */
  record SweepHead(List<Objective> objectives, int budget) {
    public SweepHead {
      objectives = List.copyOf(objectives);
    }

    /** With one objective. */
    public SweepHead(Objective objective, int budget) {
      this(List.of(objective), budget);
    }
  }

  /** A kept sweep. */
  record StoredSweep(int number, NewSweep sweep, SweepState state) {}

  /** What a caller sets above the spec. */
  record Overrides(
      OptionalInt trials, OptionalInt parallel, OptionalLong seed, OptionalInt priority) {
    /** Nothing set. */
    public static final Overrides NONE =
        new Overrides(OptionalInt.empty(), OptionalInt.empty(), OptionalLong.empty());

    /** Without a priority. */
    public Overrides(OptionalInt trials, OptionalInt parallel, OptionalLong seed) {
      this(trials, parallel, seed, OptionalInt.empty());
    }

    /** The same with another priority. */
    public Overrides withPriority(int other) {
      return new Overrides(trials, parallel, seed, OptionalInt.of(other));
    }

    /** The same but for what is set anew; the seed never changes. */
    public Overrides with(Overrides fresh) {
      return new Overrides(
          fresh.trials.isPresent() ? fresh.trials : trials,
          fresh.parallel.isPresent() ? fresh.parallel : parallel,
          seed,
          fresh.priority.isPresent() ? fresh.priority : priority);
    }
  }

  /** The store cannot be reached now. */
  final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a sentence that says what is wrong. */
    public StoreUnavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
