package io.sonde.search.jsonschema;

import io.sonde.search.reader.Expressions;
import io.sonde.search.spec.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The JSON Schema of places, as they are when no expression stands in their stead. */
final class PlainTrees {
  private final Function<Schema, Map<String, Object>> child;
  private final Function<Schema, Map<String, Object>> item;
  private final boolean searchable;

  /**
   * Trees whose inner places are made by {@code child}, those of lists by {@code item}.
   *
   * @param searchable whether expressions may stand in inner places
   */
  PlainTrees(
      Function<Schema, Map<String, Object>> child,
      Function<Schema, Map<String, Object>> item,
      boolean searchable) {
    this.child = child;
    this.item = item;
    this.searchable = searchable;
  }

  Map<String, Object> of(Schema schema) {
    if (schema instanceof Schema.Mapping mapping) {
      return mapping(mapping);
    } else if (schema instanceof Schema.Sequence sequence) {
      return sequence(sequence);
    } else if (schema instanceof Schema.Real real) {
      return real(real);
    } else if (schema instanceof Schema.Whole whole) {
      return Tree.of("type", "integer", "minimum", whole.least(), "maximum", whole.most());
    } else if (schema instanceof Schema.Truth) {
      return Tree.of("type", "boolean");
    } else if (schema instanceof Schema.Text text) {
      Map<String, Object> tree = Tree.of("type", "string");
      text.pattern().ifPresent(p -> tree.put("pattern", "^(?:" + p + ")$"));
      return tree;
    } else if (schema instanceof Schema.Word word) {
      return Tree.of("enum", word.words());
    } else if (schema instanceof Schema.Variant variant) {
      return variant(variant);
    } else if (schema instanceof Schema.Either either) {
      return Tree.anyOf(either.options().stream().map(child).toList());
    }
    return anything();
  }

  /** A mapping, whatever its keys are. */
  Map<String, Object> mapping(Schema.Mapping schema) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    schema
        .fields()
        .forEach(
            (key, field) -> {
              Map<String, Object> tree = Tree.of("description", field.description());
              tree.putAll(child.apply(field.schema()));
              properties.put(key, tree);
              if (field.required()) {
                required.add(key);
              }
            });
    Map<String, Object> tree = Tree.object(properties, required.toArray(String[]::new));
    schema
        .others()
        .ifPresent(
            others -> {
              tree.put("additionalProperties", child.apply(others));
              if (searchable) {
                tree.put("propertyNames", ownNames(schema));
              }
            });
    return tree;
  }

  /** A key that the user chose is no word of the expressions. */
  private static Map<String, Object> ownNames(Schema.Mapping schema) {
    List<String> taken = new ArrayList<>(Expressions.WORDS);
    taken.addAll(Expressions.COMPANIONS);
    taken.removeAll(schema.fields().keySet());
    return Tree.of("not", Tree.of("enum", taken));
  }

  /** How many items repeats give cannot be said here, only that there is something. */
  private Map<String, Object> sequence(Schema.Sequence schema) {
    Map<String, Object> tree = Tree.of("type", "array", "items", item.apply(schema.items()));
    if (schema.least() > 0) {
      tree.put("minItems", searchable ? 1L : (long) schema.least());
    }
    return tree;
  }

  private static Map<String, Object> real(Schema.Real real) {
    Map<String, Object> tree = Tree.of("type", "number");
    if (real.leastExcluded()) {
      tree.put("exclusiveMinimum", Math.nextDown(real.least()));
    } else if (Double.isFinite(real.least())) {
      tree.put("minimum", real.least());
    }
    if (real.mostExcluded()) {
      tree.put("exclusiveMaximum", Math.nextUp(real.most()));
    } else if (Double.isFinite(real.most())) {
      tree.put("maximum", real.most());
    }
    return tree;
  }

  private Map<String, Object> variant(Schema.Variant schema) {
    Map<String, Object> branches = new LinkedHashMap<>();
    schema.variants().forEach((name, settings) -> branches.put(name, child.apply(settings)));
    Map<String, Object> one = Tree.object(branches);
    one.put("minProperties", 1L);
    one.put("maxProperties", 1L);
    List<String> bare = bareWords(schema);
    return bare.isEmpty() ? one : Tree.anyOf(List.of(Tree.of("enum", bare), one));
  }

  /** The variants that may be written as a word alone. */
  static List<String> bareWords(Schema.Variant schema) {
    return schema.variants().entrySet().stream()
        .filter(v -> v.getValue().fields().values().stream().noneMatch(Schema.Field::required))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<String, Object> anything() {
    List<Map<String, Object>> options = new ArrayList<>();
    options.add(Tree.of("type", List.of("string", "number", "boolean")));
    options.add(mapping(Schema.mapping().open()));
    options.add(sequence(new Schema.Sequence(new Schema.Anything(), 0)));
    return Tree.anyOf(options);
  }
}
