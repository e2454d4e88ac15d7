package io.sonde.search.reader;

import io.sonde.search.space.Paths;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.spelling.Nearest;
import io.sonde.search.yaml.YamlTree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The words of search expressions, and how they are told apart from plain mappings. */
public final class Expressions {
  /** A mapping with one of these keys is an expression. */
  public static final List<String> WORDS = List.of("float", "int", "ordered", "choice", "repeat");

  /** These keys belong to expressions and stand only beside one of {@link #WORDS}. */
  public static final List<String> COMPANIONS = List.of("scale", "step", "of", "share");

  private Expressions() {}

  /** What may stand beside an expression word. */
  static List<String> beside(String word) {
    return switch (word) {
      case "float", "int" -> List.of("scale", "step");
      case "repeat" -> List.of("of", "share");
      default -> List.of();
    };
  }

  static boolean isExpression(YamlTree yaml) {
    return yaml instanceof YamlTree.Mapping m && m.keys().stream().anyMatch(WORDS::contains);
  }

  /** Whether this is an expression over listed values. */
  static boolean listsValues(YamlTree yaml) {
    return yaml instanceof YamlTree.Mapping mapping
        && (mapping.get("choice").filter(YamlTree.Sequence.class::isInstance).isPresent()
            || mapping.has("ordered"));
  }

  /** Whether what is there, or what an expression there gives, looks like what is expected. */
  static boolean hasShape(YamlTree yaml, Schema schema) {
    boolean named = schema instanceof Schema.Mapping || schema instanceof Schema.Variant;
    if (yaml instanceof YamlTree.Sequence) {
      return schema instanceof Schema.Sequence;
    } else if (!(yaml instanceof YamlTree.Mapping mapping)) {
      return false;
    } else if (mapping.has("float") || mapping.has("int")) {
      return schema instanceof Schema.Real || schema instanceof Schema.Whole;
    }
    return named;
  }

  /**
   * Tells when a mapping without an expression word has a key that belongs to expressions only.
   *
   * @param known keys that mean something else in this place
   */
  static boolean strays(
      YamlTree.Mapping mapping, Set<String> known, Problems problems, String path) {
    Optional<YamlTree.Entry> stray =
        mapping.entries().stream()
            .filter(e -> COMPANIONS.contains(e.key()) && !known.contains(e.key()))
            .findFirst();
    stray.ifPresent(
        entry ->
            problems.add(
                entry.mark(),
                Paths.key(path, entry.key()),
                "'"
                    + entry.key()
                    + "' belongs to a search expression, but none of "
                    + Words.listed(WORDS)
                    + " stands beside it; "
                    + meant(mapping, entry.key())));
    return stray.isPresent();
  }

  private static String meant(YamlTree.Mapping mapping, String stray) {
    for (String key : mapping.keys()) {
      Optional<String> word = COMPANIONS.contains(key) ? Optional.empty() : Nearest.to(key, WORDS);
      if (word.isPresent()) {
        return "did you mean '" + word.get() + "' instead of '" + key + "'?";
      }
    }
    return beside("repeat").contains(stray)
        ? "write 'repeat: <how often>' beside it"
        : "write 'float: [low, high]' or 'int: [low, high]' beside it";
  }
}
