package io.sonde.search.reader;

import io.sonde.search.space.Node;
import io.sonde.search.space.Space;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.yaml.YamlParser;
import io.sonde.search.yaml.YamlTree;

/**
 * Reads a space alone: what stands below {@code space} in a spec, with any keys. Thread-safe.
 *
 * @see SpecReader
 */
public final class SpaceReader {
  /**
   * Reads a space.
   *
   * @param yaml one YAML 1.2 document, a mapping
   * @throws io.sonde.search.spec.SpecException with every problem, in the order of the text
   */
  public Space read(String yaml) {
    Problems problems = new Problems();
    Node node = read(YamlParser.parse(yaml), Schema.mapping().open(), "", problems);
    problems.throwIfAny();
    return new Space((Node.Mapping) node);
  }

  /** The space at a place of a spec; what is wrong with it is added to the problems. */
  static Node read(YamlTree yaml, Schema.Mapping schema, String path, Problems problems) {
    if (Expressions.isExpression(yaml)) {
      String words = Words.listed(Expressions.WORDS);
      String message =
          "the space itself is no expression, and none of its keys can be called " + words;
      problems.add(yaml.mark(), path, message);
      return PlaceReader.REFUSED;
    }
    Node node = new PlaceReader(problems, true).mapping(yaml, schema, path);
    if (Expansion.of(node) > Expansion.MOST) {
      String message = "with all its repetitions this space has more than 100,000 places";
      problems.add(yaml.mark(), path, message);
    }
    return node;
  }
}
