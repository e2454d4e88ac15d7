package io.sonde.search.port;

import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.request.RequestKey;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is asked for when a sweep is started.
 *
 * @param specText the spec as written
 * @param folder the folder against which its paths are read
 * @param supersedes whether earlier sweeps of the same experiment and the same line of work end
 *     once this one has begun
 * @param key of a request that may be sent again; it starts one sweep, however often it comes
 * @param limits what its caller may start
 */
public record SweepRequest(
    String specText,
    Path folder,
    Overrides overrides,
    Origin origin,
    boolean supersedes,
    Optional<RequestKey> key,
    StartLimits limits) {

  /** Of a caller without limits. */
  public SweepRequest(
      String specText,
      Path folder,
      Overrides overrides,
      Origin origin,
      boolean supersedes,
      Optional<RequestKey> key) {
    this(specText, folder, overrides, origin, supersedes, key, StartLimits.NONE);
  }

  /** The same from a caller with limits. */
  public SweepRequest within(StartLimits other) {
    return new SweepRequest(specText, folder, overrides, origin, supersedes, key, other);
  }

  /** Of nobody in particular. */
  public SweepRequest(String specText, Path folder, Overrides overrides) {
    this(specText, folder, overrides, Origin.UNKNOWN, false, Optional.empty(), StartLimits.NONE);
  }
}
