package io.sonde.search.reader;

import io.sonde.search.space.Node;
import io.sonde.search.space.Space;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.yaml.YamlParser;
import io.sonde.search.yaml.YamlTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a configuration that a person names: values by path, as YAML or JSON. */
public final class ValuesReader {
  private ValuesReader() {}

  /**
   * Reads values by path, such as {@code optimizer.adam.learning_rate: 0.003}, a line each.
   *
   * @param yaml a mapping; a text without a value in it names none
   * @throws SpecException with every problem, each with line, column, the parameter's path, what
   *     was expected, and the nearest path where one is unknown
   */
  public static Map<String, Object> read(String yaml, Space space) {
    if (yaml.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"))) {
      return Map.of();
    }
    YamlTree tree = YamlParser.parse(yaml);
    if (!(tree instanceof YamlTree.Mapping mapping)) {
      String message = "expected values by path, a line each as 'path: value', got ";
      YamlTree.Mark mark = tree.mark();
      throw new SpecException(
          List.of(new Problem(mark.line(), mark.column(), "", message + Words.got(tree))));
    }
    Problems problems = new Problems();
    Node node = new PlaceReader(problems, false).read(mapping, Schema.mapping().open(), "");
    problems.throwIfAny();
    Map<String, Object> values = Plain.mapping((Node.Mapping) node);
    new StartCheck(problems, space).check(values, mapping);
    problems.throwIfAny();
    return values;
  }

  /** What may stand at each path of a space, in words, in the order of the document. */
  public static Map<String, String> allowed(Space space) {
    Map<String, String> words = new LinkedHashMap<>();
    space.parameters().forEach(p -> words.put(p.path(), Words.allowed(p.domain())));
    return words;
  }
}
