package io.sonde.search.jsonschema;

import io.sonde.search.reader.Expressions;
import io.sonde.search.spec.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The JSON Schema of the search expressions that may stand in a place. */
final class ExpressionTrees {
  private static final long MAX_WHOLE = 1L << 53;
  private static final Schema.Real ANY_REAL =
      new Schema.Real(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  private final PlainTrees plain;
  private final Function<Schema, Map<String, Object>> place;

  ExpressionTrees(PlainTrees plain, Function<Schema, Map<String, Object>> place) {
    this.plain = plain;
    this.place = place;
  }

  /** Empty when none may stand there. */
  List<Map<String, Object>> of(Schema schema) {
    if (schema instanceof Schema.Real real) {
      return List.of(floats(real), ints(real), listed("ordered", schema), listed("choice", schema));
    } else if (schema instanceof Schema.Whole) {
      return List.of(ints(schema, ANY_REAL), listed("ordered", schema), listed("choice", schema));
    } else if (isScalar(schema)) {
      return List.of(listed("ordered", schema), listed("choice", schema));
    } else if (schema instanceof Schema.Variant variant) {
      return variant(variant);
    } else if (schema instanceof Schema.Mapping mapping) {
      return mapping(mapping);
    } else if (schema instanceof Schema.Either either) {
      return either(either);
    } else if (schema instanceof Schema.Anything) {
      return anything();
    }
    return List.of();
  }

  private static boolean isScalar(Schema schema) {
    return schema instanceof Schema.Real
        || schema instanceof Schema.Whole
        || schema instanceof Schema.Truth
        || schema instanceof Schema.Text
        || schema instanceof Schema.Word;
  }

  /** A repeat among the items of a list. */
  Map<String, Object> repeat(Map<String, Object> items) {
    Map<String, Object> of = Tree.of("type", "array", "items", items, "minItems", 1L);
    return Tree.object(
        Tree.of(
            "repeat", place.apply(Schema.whole(0, 1000)),
            "of", of,
            "share", Tree.of("type", "boolean")),
        "repeat",
        "of");
  }

  private Map<String, Object> floats(Schema.Real real) {
    Map<String, Object> range =
        range(
            "float",
            plain.of(real),
            Tree.of("enum", List.of("linear", "log", "log1m")),
            Tree.of("type", "number", "exclusiveMinimum", 0L));
    Map<String, Object> low = Tree.of("prefixItems", List.of(Tree.of("exclusiveMinimum", 0L)));
    Map<String, Object> high =
        Tree.of("prefixItems", List.of(Tree.of(), Tree.of("exclusiveMaximum", 1L)));
    range.put(
        "allOf",
        List.of(
            Tree.when("scale", "log", true, Tree.of("properties", Tree.of("float", low))),
            Tree.when("scale", "log1m", true, Tree.of("properties", Tree.of("float", high)))));
    return range;
  }

  private Map<String, Object> ints(Schema.Real real) {
    return ints(Schema.whole(-MAX_WHOLE, MAX_WHOLE), real);
  }

  /** Whole bounds that keep both these limits. */
  private Map<String, Object> ints(Schema whole, Schema.Real real) {
    Map<String, Object> bound = Tree.of("allOf", List.of(plain.of(whole), plain.of(real)));
    Map<String, Object> range =
        range(
            "int",
            bound,
            Tree.of("enum", List.of("linear", "log")),
            plain.of(Schema.whole(1, MAX_WHOLE)));
    Map<String, Object> low = Tree.of("prefixItems", List.of(Tree.of("exclusiveMinimum", 0L)));
    range.put(
        "allOf",
        List.of(Tree.when("scale", "log", true, Tree.of("properties", Tree.of("int", low)))));
    return range;
  }

  private static Map<String, Object> range(
      String word, Map<String, Object> bound, Map<String, Object> scale, Map<String, Object> step) {
    Map<String, Object> bounds =
        Tree.of("type", "array", "items", bound, "minItems", 2L, "maxItems", 2L);
    return Tree.object(Tree.of(word, bounds, "scale", scale, "step", step), word);
  }

  private Map<String, Object> listed(String word, Schema item) {
    return Tree.object(Tree.of(word, Tree.listOf(plain.of(item))), word);
  }

  private static Map<String, Object> branches(Map<String, Object> properties, Object others) {
    Map<String, Object> branches = Tree.object(properties);
    branches.put("minProperties", 1L);
    branches.put("additionalProperties", others);
    branches.put("propertyNames", Tree.of("not", Tree.of("enum", Expressions.WORDS)));
    return Tree.object(Tree.of("choice", branches), "choice");
  }

  private List<Map<String, Object>> variant(Schema.Variant schema) {
    Map<String, Object> branches = new LinkedHashMap<>();
    schema.variants().forEach((name, settings) -> branches.put(name, place.apply(settings)));
    List<String> bare = PlainTrees.bareWords(schema);
    List<Map<String, Object>> expressions = new ArrayList<>();
    expressions.add(branches(branches, false));
    if (!bare.isEmpty()) {
      expressions.add(listed("choice", new Schema.Word(bare)));
    }
    return expressions;
  }

  private List<Map<String, Object>> mapping(Schema.Mapping schema) {
    List<String> required =
        schema.fields().entrySet().stream()
            .filter(f -> f.getValue().required())
            .map(Map.Entry::getKey)
            .toList();
    Map<String, Object> branches = new LinkedHashMap<>();
    schema
        .fields()
        .forEach(
            (key, field) -> {
              if (required.isEmpty() || required.equals(List.of(key))) {
                branches.put(key, place.apply(field.schema()));
              }
            });
    Object others =
        required.isEmpty() && schema.others().isPresent()
            ? place.apply(schema.others().get())
            : false;
    return branches.isEmpty() && others instanceof Boolean
        ? List.of()
        : List.of(branches(branches, others));
  }

  /** Each option has its own; here are lists that mix values of several. */
  private List<Map<String, Object>> either(Schema.Either schema) {
    List<Schema> scalars = schema.options().stream().filter(ExpressionTrees::isScalar).toList();
    if (scalars.size() < 2) {
      return List.of();
    }
    Map<String, Object> items = Tree.listOf(Tree.anyOf(scalars.stream().map(plain::of).toList()));
    return List.of(
        Tree.object(Tree.of("ordered", items), "ordered"),
        Tree.object(Tree.of("choice", items), "choice"));
  }

  private List<Map<String, Object>> anything() {
    Map<String, Object> items =
        Tree.listOf(Tree.of("type", List.of("string", "number", "boolean")));
    return List.of(
        floats(ANY_REAL),
        ints(ANY_REAL),
        Tree.object(Tree.of("ordered", items), "ordered"),
        Tree.object(Tree.of("choice", items), "choice"),
        branches(Tree.of(), place.apply(new Schema.Anything())));
  }
}
