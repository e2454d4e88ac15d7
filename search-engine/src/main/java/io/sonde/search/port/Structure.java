package io.sonde.search.port;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a configuration is made of, for people to look at: the layers of a network.
 *
 * @param parts each after those it takes
 */
public record Structure(List<Part> parts) {
  public Structure {
    parts = List.copyOf(parts);
    Set<String> known = new HashSet<>();
    for (Part part : parts) {
      if (!known.containsAll(part.takes()) || !known.add(part.name())) {
        throw new IllegalArgumentException(
            "expected parts with names of their own after those they take, got " + parts);
      }
    }
  }

  /**
   * A part.
   *
   * @param name unique among the parts
   * @param kind what it does, by the word of a spec
   * @param detail how, such as by which function; may be empty
   * @param gives the shape of what it gives, in words
   * @param parameters how many numbers it learns
   * @param takes the names of the parts it takes
   */
  public record Part(
      String name, String kind, String detail, String gives, long parameters, List<String> takes) {
    public Part {
      takes = List.copyOf(takes);
    }
  }
}
