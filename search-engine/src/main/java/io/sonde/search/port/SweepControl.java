package io.sonde.search.port;

import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.request.RequestKey;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Starts and ends sweeps. Thread-safe; no method waits for a trial.
 *
 * <p>A request that comes with a key has its effect once, also when it comes twice at once or again
 * after a crash; then it is answered as the first time, whatever has become of it. Keys count
 * within a sweep, all kinds of requests together.
 */
public interface SweepControl {
  /**
   * Starts a sweep; answers its number once it is stored.
   *
   * @param specText the spec as written
   * @param folder the folder against which its paths are read
   * @throws io.sonde.search.spec.SpecException with all problems of the spec; nothing was started
   */
  default int start(String specText, Path folder, Overrides overrides) {
    return start(new SweepRequest(specText, folder, overrides));
  }

  /**
   * Starts a sweep; answers its number once it is stored. A request with a key starts one sweep
   * only, also when it comes twice at once or again after a crash; then that sweep's number is
   * answered, whatever has become of it. Where it was stored and nobody came to begin it, it is
   * begun then.
   *
   * @throws io.sonde.search.spec.SpecException with all problems of the spec; nothing was started
   * @throws RequestKey.Reused when the key was used by another request; nothing was started
   * @throws StartLimits.Exceeded when its caller may not start it; nothing was started
   */
  int start(SweepRequest request);

  /**
   * Checks a request as {@link #start} does, but starts and stores nothing.
   *
   * @throws io.sonde.search.spec.SpecException with all problems of the spec
   * @throws StartLimits.Exceeded when its caller may not start it
   */
  SweepPlan plan(SweepRequest request);

  /**
   * Goes on with a sweep that was paused, interrupted, failed or cancelled, once it is over where
   * it is being cancelled; one that runs does so as far and as wide as is wanted now.
   *
   * @param overrides a new budget or other parallelism; what is not set stays, and so does the seed
   * @throws IllegalArgumentException when there is no such sweep
   * @throws io.sonde.search.steering.NotAllowedException when the budget of a sweep under way were
   *     to be lowered
   */
  void resume(int sweep, Overrides overrides);

  /**
   * Ends a sweep: its running trials are cancelled. Returns once it is stored that it is to end;
   * where the server is gone before the trials are, a later one ends it. No effect on one that is
   * over.
   *
   * @throws IllegalArgumentException when there is no such sweep
   */
  void cancel(int sweep, String reason);

  /**
   * Begins no more trials of a sweep until it is resumed; those that run go on to their end.
   * Returns once that is stored; lasts over a restart of the server.
   *
   * @throws IllegalArgumentException when there is no such sweep
   * @throws io.sonde.search.steering.NotAllowedException when the sweep is over
   */
  void pause(int sweep, String reason);

  /**
   * Gives a sweep another priority than its spec says: its trials that wait for devices go by it at
   * once, those that run keep their devices. Lasts over a restart of the server.
   *
   * @param priority 0 to 100, the higher goes first
   * @throws IllegalArgumentException when there is no such sweep
   */
  void prioritise(int sweep, int priority);

  /**
   * Raises the budget of a sweep. One that runs takes it in at once; one that is over goes on.
   * Lasts over a restart of the server.
   *
   * @param more how many trials more it may end, at least 1
   * @param key of a request that may be sent again
   * @return how many it may end in all now
   * @throws IllegalArgumentException when there is no such sweep
   * @throws io.sonde.search.steering.NotAllowedException when it has no budget of trials, or would
   *     have more than {@link #MOST_TRIALS}
   * @throws RequestKey.Reused when another request to the sweep had this key; nothing has changed
   */
  int extend(int sweep, int more, Optional<RequestKey> key);

  /** The same, each time anew. */
  default int extend(int sweep, int more) {
    return extend(sweep, more, Optional.empty());
  }

  /** The largest budget that can be asked for. */
  int MOST_TRIALS = 1_000_000;

  /**
   * What may stand at each path of a sweep's space, in words, in the order of the document.
   *
   * @throws IllegalArgumentException when there is no such sweep
   */
  Map<String, String> searched(int sweep);

  /**
   * Checks a configuration as {@link #enqueue} does, but takes in nothing.
   *
   * @return the whole configuration; values that were not named may be drawn anew when it is taken
   *     in
   * @throws io.sonde.search.spec.SpecException with all problems of the values
   * @throws IllegalArgumentException when there is no such sweep
   */
  SweepPlan.Sample check(int sweep, String values);

  /**
   * Tries a configuration before any that the sampler proposes. It takes a place in the sweep's
   * budget; where none is left, the budget grows by one. A sweep that is over goes on. Lasts over a
   * restart of the server.
   *
   * @param values by path, as YAML or JSON; those of other parameters are drawn at random
   * @param reason why, for those who look at the trial
   * @param key of a request that may be sent again
   * @return the trial's number, once it is stored
   * @throws io.sonde.search.spec.SpecException with all problems of the values; nothing has changed
   * @throws IllegalArgumentException when there is no such sweep
   * @throws RequestKey.Reused when another request to the sweep had this key; nothing has changed
   */
  int enqueue(int sweep, String values, String reason, Optional<RequestKey> key);

  /** The same, each time anew. */
  default int enqueue(int sweep, String values, String reason) {
    return enqueue(sweep, values, reason, Optional.empty());
  }

  /**
   * Tries the configuration of a trial that failed or was cancelled again, as a new trial.
   *
   * @param key of a request that may be sent again
   * @return the new trial's number, once it is stored
   * @throws IllegalArgumentException when there is no such trial
   * @throws io.sonde.search.steering.NotAllowedException when the trial is in another state
   * @throws RequestKey.Reused when another request to the sweep had this key; nothing has changed
   */
  int retry(int sweep, int trial, Optional<RequestKey> key);

  /** The same, each time anew. */
  default int retry(int sweep, int trial) {
    return retry(sweep, trial, Optional.empty());
  }

  /**
   * Ends one trial of a running sweep: its attempt is cancelled, and what it has reached counts as
   * that of a trial that was stopped early. Lasts over a restart of the server.
   *
   * @throws IllegalArgumentException when there is no such trial
   * @throws io.sonde.search.steering.NotAllowedException when the trial or its sweep is over
   */
  void stopTrial(int sweep, int trial, String reason);

  /**
   * Removes a sweep that is over with all it has left: its trials, their curves, logs, checkpoints,
   * models and artifacts. Where a file stays, a second call goes on; where the store breaks off in
   * the middle, nobody sees the sweep any more and the next server removes the rest of it.
   *
   * @throws IllegalArgumentException when there is no such sweep
   * @throws io.sonde.search.steering.NotAllowedException when the sweep is not over, or a file of
   *     it cannot be removed
   */
  void delete(int sweep);
}
