package io.sonde.search.reader;

import io.sonde.search.spec.schema.Schema;
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
    if (yaml instanceof YamlTree.Mapping mapping) {
      return forMapping(mapping, searchable);
    } else if (yaml instanceof YamlTree.Scalar scalar) {
      return forScalar(scalar, schema);
    }
    return schema instanceof Schema.Real || schema instanceof Schema.Whole
        ? "; to search a range write {float: [low, high]} or {int: [low, high]}"
        : "";
  }

  private static String forMapping(YamlTree.Mapping mapping, boolean searchable) {
    if (!searchable) {
      return Expressions.isExpression(mapping)
          ? "; search expressions stand only below 'space'"
          : "";
    }
    return mapping.keys().stream()
        .flatMap(key -> Nearest.to(key, Expressions.WORDS).map(w -> meant(w, key)).stream())
        .findFirst()
        .orElse("");
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
