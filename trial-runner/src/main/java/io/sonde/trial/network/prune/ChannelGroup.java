package io.sonde.trial.network.prune;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Filters and units that can only be removed together.
 *
 * @param number of the group, as {@link ChannelGroups#of(String)} has it
 * @param makers at least one
 */
public record ChannelGroup(int number, List<Channel> makers) {
  public ChannelGroup {
    makers = List.copyOf(makers);
    if (makers.isEmpty()) {
      throw new IllegalArgumentException("a group has channels, group " + number + " has none");
    }
  }

  /** The nodes that make its channels. Groups of the same nodes are compared with one another. */
  public Set<String> nodes() {
    Set<String> nodes = new TreeSet<>();
    makers.forEach(channel -> nodes.add(channel.node()));
    return nodes;
  }
}
