package io.sonde.search.sampler.unit;

import io.sonde.search.history.History;
import org.jspecify.annotations.Nullable;

/**
 * How much of a history was taken in, for those who keep what they compute from its growing prefix.
 * Not thread-safe.
 */
public final class Growth {
  private @Nullable History followed;
  private int size;

  /**
   * The first trial that was not taken in yet; 0 when this is another history than the last time,
   * so that nothing of what was kept holds for it. From now on the whole of it counts as taken in.
   */
  @SuppressWarnings("ReferenceEquality") // it must be the very history that was followed so far
  public int advance(History history) {
    int first = history == followed && history.size() >= size ? size : 0;
    followed = history;
    size = history.size();
    return first;
  }
}
