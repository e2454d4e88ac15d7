package io.sonde.search.reader;

import io.sonde.search.spec.schema.Schema;
import io.sonde.search.spelling.Nearest;
import io.sonde.search.yaml.YamlTree;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The sentence for a value that does not fit its place, with what to do where that is clear. */
final class Mismatch {
  private Mismatch() {}

  static String message(YamlTree yaml, Schema schema, boolean searchable) {
    String message = "expected " + Words.expected(schema) + ", got " + Words.got(yaml);
    return message + hint(yaml, schema, searchable);
  }

  private static String hint(YamlTree yaml, Schema schema, boolean searchable) {
    if (yaml instanceof YamlTree.Scalar scalar) {
      return forScalar(scalar, schema);
    } else if (yaml instanceof YamlTree.Mapping mapping && schema instanceof Schema.Sequence) {
      return mapping.entries().isEmpty() ? "" : "; each item of a list starts with '- '";
    } else if (yaml instanceof YamlTree.Mapping mapping && !searchable) {
      boolean expression = Expressions.isExpression(mapping);
      return expression ? "; search expressions stand only below 'space'" : "";
    }
    return searchable ? forExpression(yaml, schema) : "";
  }

  private static String forExpression(YamlTree yaml, Schema schema) {
    List<String> keys = yaml instanceof YamlTree.Mapping mapping ? mapping.keys() : List.of();
    boolean number = schema instanceof Schema.Real || schema instanceof Schema.Whole;
    String word = schema instanceof Schema.Whole ? "int" : "float";
    return keys.stream()
        .flatMap(key -> Nearest.to(key, Expressions.WORDS).map(w -> meant(w, key)).stream())
        .findFirst()
        .orElse(number ? "; to search a range write {" + word + ": [low, high]}" : "");
  }

  private static String meant(String word, String key) {
    return "; did you mean '" + word + "' instead of '" + key + "'?";
  }

  private static String forScalar(YamlTree.Scalar scalar, Schema schema) {
    Optional<Object> value = scalar.value();
    if (value.isEmpty()) {
      return schema instanceof Schema.Mapping ? " (an empty mapping is written {})" : "";
    }
    boolean isText = value.get() instanceof String;
    if (!isText && schema instanceof Schema.Text text) {
      boolean fits = text.pattern().map(scalar.text()::matches).orElse(true);
      return fits ? "; quotes make it text" : "";
    }
    return isText ? Nearest.hint(scalar.text(), known(schema)) : "";
  }

  private static Collection<String> known(Schema schema) {
    if (schema instanceof Schema.Word word) {
      return word.words();
    } else if (schema instanceof Schema.Variant variant) {
      return variant.variants().keySet();
    } else if (schema instanceof Schema.Either either) {
      return either.options().stream().flatMap(o -> known(o).stream()).toList();
    }
    return List.of();
  }
}
