package io.sonde.search.port;

import io.sonde.search.port.SweepStore.Overrides;
import java.nio.file.Path;

/** Starts and ends sweeps. Thread-safe; no method waits for a trial. */
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
   * answered, whatever has become of it.
   *
   * @throws io.sonde.search.spec.SpecException with all problems of the spec; nothing was started
   * @throws RequestKey.Reused when the key was used by another request; nothing was started
   */
  int start(SweepRequest request);

  /**
   * Checks a request as {@link #start} does, but starts and stores nothing.
   *
   * @throws io.sonde.search.spec.SpecException with all problems of the spec
   */
  SweepPlan plan(SweepRequest request);

  /**
   * Goes on with a sweep that was paused, interrupted, failed or cancelled; no effect on one that
   * runs.
   *
   * @param overrides a new budget or other parallelism; what is not set stays
   * @throws IllegalArgumentException when there is no such sweep
   */
  void resume(int sweep, Overrides overrides);

  /**
   * Ends a sweep: its running trials are cancelled. No effect on one that is over.
   *
   * @throws IllegalArgumentException when there is no such sweep
   */
  void cancel(int sweep, String reason);

  /**
   * Begins no more trials of a sweep until it is resumed; those that run go on to their end. Lasts
   * over a restart of the server. No effect on a sweep that does not run.
   *
   * @throws IllegalArgumentException when there is no such sweep
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
}
