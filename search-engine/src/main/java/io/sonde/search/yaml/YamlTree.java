package io.sonde.search.yaml;

import java.util.List;
import java.util.Optional;

/** One place of a YAML document. An alias stands as the tree that its anchor named. */
public sealed interface YamlTree {

  /** Where this starts. */
  Mark mark();

  /** How many places there are here and below, aliases written out. */
  int size();

  /** Line and column, both from 1. */
  record Mark(int line, int column) {}

  /**
   * A scalar, typed by YAML 1.2's core schema.
   *
   * @param value String, Long, Double or Boolean; empty for null
   * @param text as written, without quotes
   */
  record Scalar(Mark mark, Optional<Object> value, String text) implements YamlTree {
    @Override
    public int size() {
      return 1;
    }
  }

  /** A list. */
  record Sequence(Mark mark, List<YamlTree> items, int size) implements YamlTree {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A mapping; its keys are texts, in the order of the file, none of them twice. */
  record Mapping(Mark mark, List<Entry> entries, int size) implements YamlTree {
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The value of a key. */
    public Optional<YamlTree> get(String key) {
      return entry(key).map(Entry::value);
    }

    /** The entry of a key. */
    public Optional<Entry> entry(String key) {
      return entries.stream().filter(e -> e.key().equals(key)).findFirst();
    }

    /** Whether there is such a key. */
    public boolean has(String key) {
      return entry(key).isPresent();
    }

    /** The keys. */
    public List<String> keys() {
      return entries.stream().map(Entry::key).toList();
    }
  }

  /** A key with its value. */
  record Entry(Mark mark, String key, YamlTree value) {}
}
