package io.sonde.search.reader;

import io.sonde.search.space.Node;
import io.sonde.search.space.Paths;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.spelling.Nearest;
import io.sonde.search.yaml.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads places of a document against what may stand there. */
final class PlaceReader {
  /** Stands where a problem was; never part of a result, since a spec with problems has none. */
  static final Node REFUSED = new Node.Constant("");

  private final Problems problems;
  private final boolean searchable;

  /**
   * A reader that tells its problems there.
   *
   * @param searchable whether search expressions may stand in place of values
   */
  PlaceReader(Problems problems, boolean searchable) {
    this.problems = problems;
    this.searchable = searchable;
  }

  /** Whether a node stands for a refused one: it is that very node, for an empty text is fine. */
  @SuppressWarnings("ReferenceEquality")
  static boolean isRefused(Node node) {
    return node == REFUSED;
  }

  Node read(YamlTree yaml, Schema named, String path) {
    Schema schema = named.resolved();
    if (isNothing(yaml)) {
      return mismatch(yaml, schema, path);
    } else if (schema instanceof Schema.Either either) {
      return either(yaml, either, path);
    } else if (searchable && Expressions.isExpression(yaml)) {
      return expressions().read((YamlTree.Mapping) yaml, schema, path);
    } else if (schema instanceof Schema.Mapping mapping) {
      return mapping(yaml, mapping, path);
    } else if (schema instanceof Schema.Sequence sequence) {
      return sequence(yaml, sequence, path);
    } else if (schema instanceof Schema.Variant variant) {
      return variant(yaml, variant, path);
    } else if (schema instanceof Schema.Anything) {
      return anything(yaml, path);
    }
    return scalar(yaml, schema, path);
  }

  /** A mapping that is no expression, whatever its keys are. */
  Node mapping(YamlTree yaml, Schema.Mapping schema, String path) {
    if (!(yaml instanceof YamlTree.Mapping mapping)) {
      return mismatch(yaml, schema, path);
    }
    if (searchable && Expressions.strays(mapping, schema.fields().keySet(), problems, path)) {
      return REFUSED;
    }
    Map<String, Node> entries = new LinkedHashMap<>();
    for (YamlTree.Entry entry : mapping.entries()) {
      Schema inner = inner(schema, entry, path);
      Node node =
          inner == null ? REFUSED : read(entry.value(), inner, Paths.key(path, entry.key()));
      if (!isRefused(node)) {
        entries.put(entry.key(), node);
      }
    }
    missing(mapping, schema, path);
    return new Node.Mapping(entries);
  }

  /** Tells unknown and missing keys, and looks no further. */
  void keys(YamlTree.Mapping mapping, Schema.Mapping schema, String path) {
    mapping.entries().forEach(entry -> inner(schema, entry, path));
    missing(mapping, schema, path);
  }

  private @Nullable Schema inner(Schema.Mapping schema, YamlTree.Entry entry, String path) {
    Schema.Field field = schema.fields().get(entry.key());
    if (field != null) {
      return field.schema();
    } else if (schema.others().isEmpty()) {
      var known = schema.fields().keySet();
      String list = known.isEmpty() ? "no key is known here" : "known here: " + Words.listed(known);
      problems.add(
          entry.mark(),
          Paths.key(path, entry.key()),
          "unknown key '"
              + entry.key()
              + "'"
              + Nearest.hint(entry.key(), known)
              + " ("
              + list
              + ")");
      return null;
    }
    return schema.others().get();
  }

  private void missing(YamlTree.Mapping mapping, Schema.Mapping schema, String path) {
    schema
        .fields()
        .forEach(
            (key, field) -> {
              if (field.required() && !mapping.has(key)) {
                String message = "the key '" + key + "' is missing: " + field.description();
                problems.add(mapping.mark(), path, message);
              }
            });
  }

  private Node sequence(YamlTree yaml, Schema.Sequence schema, String path) {
    if (!(yaml instanceof YamlTree.Sequence sequence)) {
      return mismatch(yaml, schema, path);
    }
    List<Node> items = items(sequence, schema.items(), path);
    if (fewest(items) < schema.least()) {
      String some = schema.least() == 1 ? "one item" : schema.least() + " items";
      problems.add(
          yaml.mark(), path, "expected at least " + some + ", but there can be " + fewest(items));
    }
    return new Node.Sequence(items);
  }

  /** The items of a list, in which a repeat may stand. */
  List<Node> items(YamlTree.Sequence sequence, Schema schema, String path) {
    List<Node> items = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      YamlTree item = sequence.items().get(i);
      String place = Paths.index(path, i);
      boolean repeats =
          searchable && item instanceof YamlTree.Mapping mapping && mapping.has("repeat");
      items.add(
          repeats
              ? expressions().repeat((YamlTree.Mapping) item, schema, place)
              : read(item, schema, place));
    }
    return items;
  }

  private static int fewest(List<Node> items) {
    int sum = 0;
    for (Node item : items) {
      sum += item instanceof Node.Repeat repeat ? repeat.fewest() * fewest(repeat.of()) : 1;
    }
    return sum;
  }

  private Node variant(YamlTree yaml, Schema.Variant schema, String path) {
    if (yaml instanceof YamlTree.Scalar scalar) {
      return bareWord(scalar, schema, path);
    }
    if (!(yaml instanceof YamlTree.Mapping mapping)) {
      return mismatch(yaml, schema, path);
    }
    if (searchable && Expressions.strays(mapping, schema.variants().keySet(), problems, path)) {
      return REFUSED;
    } else if (mapping.entries().size() != 1) {
      return severalKeys(mapping, schema, path);
    }
    YamlTree.Entry entry = mapping.entries().get(0);
    Node settings = branch(entry, schema, path);
    return isRefused(settings) ? REFUSED : new Node.Mapping(Map.of(entry.key(), settings));
  }

  /** The settings of one named variant. */
  Node branch(YamlTree.Entry entry, Schema.Variant schema, String path) {
    Schema.Mapping settings = schema.variants().get(entry.key());
    String place = Paths.key(path, entry.key());
    if (settings == null) {
      var known = schema.variants().keySet();
      problems.add(
          entry.mark(),
          place,
          "expected "
              + Words.expected(schema)
              + ", got '"
              + entry.key()
              + "'"
              + Nearest.hint(entry.key(), known));
      return REFUSED;
    }
    return read(entry.value(), settings, place);
  }

  Node bareWord(YamlTree.Scalar scalar, Schema.Variant schema, String path) {
    Schema.Mapping settings = schema.variants().get(scalar.text());
    if (settings == null || !(scalar.value().orElse(0) instanceof String)) {
      return mismatch(scalar, schema, path);
    }
    List<String> required =
        settings.fields().keySet().stream().filter(k -> required(settings, k)).toList();
    if (!required.isEmpty()) {
      String word = scalar.text();
      String example = "{" + word + ": {" + required.get(0) + ": …}}";
      problems.add(
          scalar.mark(),
          path,
          word + " needs " + Words.listed(required) + "; write it as " + example);
      return REFUSED;
    }
    return new Node.Mapping(Map.of(scalar.text(), new Node.Mapping(Map.of())));
  }

  private static boolean required(Schema.Mapping settings, String key) {
    Schema.Field field = settings.fields().get(key);
    return field != null && field.required();
  }

  private Node severalKeys(YamlTree.Mapping mapping, Schema.Variant schema, String path) {
    List<String> keys = mapping.keys();
    String hint = "";
    if (keys.size() > 1 && schema.variants().keySet().containsAll(keys)) {
      hint = "; to let the search choose, write choice: {…} around them";
    } else if (keys.size() > 1 && isNothing(mapping.entries().get(0).value())) {
      hint = "; the settings of " + keys.get(0) + " stand below it, indented further";
    }
    String got = keys.isEmpty() ? "none" : Words.listed(keys);
    problems.add(
        mapping.mark(),
        path,
        "expected exactly one key (" + Words.expected(schema) + "), got " + got + hint);
    return REFUSED;
  }

  private static boolean isNothing(YamlTree yaml) {
    return yaml instanceof YamlTree.Scalar scalar && scalar.value().isEmpty();
  }

  /** Tries each option; none fitting, the one that has the shape of what is there tells why. */
  private Node either(YamlTree yaml, Schema.Either either, String path) {
    for (Schema option : either.options()) {
      Problems own = new Problems();
      Node node = new PlaceReader(own, searchable).read(yaml, option, path);
      if (own.none()) {
        return node;
      }
    }
    if (searchable && Expressions.listsValues(yaml)) {
      return expressions().read((YamlTree.Mapping) yaml, either, path);
    }
    Optional<Schema> shaped =
        either.options().stream().filter(o -> Expressions.hasShape(yaml, o)).findFirst();
    return shaped.map(o -> read(yaml, o, path)).orElseGet(() -> mismatch(yaml, either, path));
  }

  private Node anything(YamlTree yaml, String path) {
    if (yaml instanceof YamlTree.Mapping) {
      return mapping(yaml, Schema.mapping().open(), path);
    } else if (yaml instanceof YamlTree.Sequence) {
      return sequence(yaml, new Schema.Sequence(new Schema.Anything(), 0), path);
    }
    return scalar(yaml, new Schema.Anything(), path);
  }

  private Node scalar(YamlTree yaml, Schema schema, String path) {
    if (yaml instanceof YamlTree.Scalar scalar && scalar.value().isPresent()) {
      Optional<Object> value = Scalars.fit(scalar.value().get(), schema);
      if (value.isPresent()) {
        return new Node.Constant(value.get());
      }
    }
    return mismatch(yaml, schema, path);
  }

  /** Tells that what stands here is not what was expected. */
  Node mismatch(YamlTree yaml, Schema schema, String path) {
    problems.add(yaml.mark(), path, Mismatch.message(yaml, schema, searchable));
    return REFUSED;
  }

  private ExpressionReader expressions() {
    return new ExpressionReader(this, problems);
  }
}
