package io.sonde.search.reader;

import io.sonde.search.yaml.YamlTree.Mark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A part of a spec that has been read: its values where they were right.
 *
 * @param mark where it starts; where the part above starts when it is not written
 */
record Section(Mark mark, String path, Map<String, Object> values) {

  Optional<String> text(String key) {
    return values.get(key) instanceof String s ? Optional.of(s) : Optional.empty();
  }

  List<?> list(String key) {
    return values.get(key) instanceof List<?> l ? l : List.of();
  }

  OptionalLong whole(String key) {
    return values.get(key) instanceof Long l ? OptionalLong.of(l) : OptionalLong.empty();
  }

  boolean truth(String key) {
    return values.get(key) instanceof Boolean b && b;
  }

  OptionalDouble real(String key) {
    return values.get(key) instanceof Double d ? OptionalDouble.of(d) : OptionalDouble.empty();
  }
}
