package io.sonde.trial.dl4j.inherit;

import java.util.List;
import java.util.stream.IntStream;

/**
 * For each channel (unit, feature) of a child's node the channel of a parent's node whose values it
 * has.
 *
 * @param sources by the child's channel; {@link #NONE} where it has nothing of the parent, so that
 *     whoever takes it must give it no weight
 */
record ChannelMap(List<Integer> sources) {
  /** A channel that has nothing of the parent. */
  static final int NONE = -1;

  ChannelMap {
    sources = List.copyOf(sources);
  }

  /** Every channel is its own. */
  static ChannelMap identity(int size) {
    return widened(size, size);
  }

  /**
   * The first channels are their own; those beyond repeat them in their order. Two nodes widened
   * alike so repeat alike, and can still be added.
   */
  static ChannelMap widened(int from, int to) {
    if (to < from) {
      throw new IllegalArgumentException("expected to >= from, got " + from + " and " + to);
    }
    return new ChannelMap(IntStream.range(0, to).map(i -> i % from).boxed().toList());
  }

  int size() {
    return sources.size();
  }

  int source(int channel) {
    return sources.get(channel);
  }

  boolean isIdentity(int size) {
    return size() == size && IntStream.range(0, size).allMatch(i -> source(i) == i);
  }

  /** The same for flattened images, where each channel becomes so many numbers on end. */
  ChannelMap flattened(int places) {
    return new ChannelMap(
        IntStream.range(0, size() * places)
            .map(i -> source(i / places) == NONE ? NONE : source(i / places) * places + i % places)
            .boxed()
            .toList());
  }

  /** How many channels have the values of each of a parent's so many channels. */
  int[] copies(int parentSize) {
    int[] copies = new int[parentSize];
    sources.stream().filter(source -> source != NONE).forEach(source -> copies[source]++);
    return copies;
  }
}
