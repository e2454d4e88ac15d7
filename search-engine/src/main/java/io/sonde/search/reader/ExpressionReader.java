package io.sonde.search.reader;

import io.sonde.search.space.Domain;
import io.sonde.search.space.Node;
import io.sonde.search.space.Paths;
import io.sonde.search.space.Scale;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.spelling.Nearest;
import io.sonde.search.yaml.YamlTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads search expressions; each of their values must fit the place where the expression is. */
final class ExpressionReader {
  private static final Schema COUNT = new Schema.Whole(0, 1000);

  private final PlaceReader places;
  private final Problems problems;

  ExpressionReader(PlaceReader places, Problems problems) {
    this.places = places;
    this.problems = problems;
  }

  Node read(YamlTree.Mapping yaml, Schema schema, String path) {
    if (!wellFormed(yaml, path)) {
      return PlaceReader.REFUSED;
    }
    YamlTree.Entry entry =
        yaml.entries().stream().filter(e -> Expressions.WORDS.contains(e.key())).findFirst().get();
    String place = Paths.key(path, entry.key());
    return switch (entry.key()) {
      case "float", "int" -> new RangeReader(problems).read(yaml, entry, schema, path);
      case "ordered" -> listed(entry, schema, place);
      case "choice" ->
          entry.value() instanceof YamlTree.Mapping branches
              ? branches(branches, schema, place)
              : listed(entry, schema, place);
      default ->
          refuse(entry.mark(), place, "repeat stands within a list: write '- repeat: …' there");
    };
  }

  /** One expression word, and beside it only what belongs to it. */
  private boolean wellFormed(YamlTree.Mapping yaml, String path) {
    List<YamlTree.Entry> words =
        yaml.entries().stream().filter(e -> Expressions.WORDS.contains(e.key())).toList();
    String word = words.get(0).key();
    if (words.size() > 1) {
      String second = words.get(1).key();
      String message = "'" + word + "' and '" + second + "' stand together; write one expression";
      refuse(words.get(1).mark(), Paths.key(path, second), message);
      return false;
    }
    List<String> beside = Expressions.beside(word);
    boolean fine = true;
    for (YamlTree.Entry entry : yaml.entries()) {
      if (!entry.key().equals(word) && !beside.contains(entry.key())) {
        refuse(entry.mark(), Paths.key(path, entry.key()), besides(word, beside, entry.key()));
        fine = false;
      }
    }
    return fine;
  }

  private static String besides(String word, List<String> beside, String key) {
    String allowed = beside.isEmpty() ? "nothing" : "only " + String.join(" and ", beside);
    return "'"
        + word
        + "' makes this a search expression, and "
        + allowed
        + " may stand beside it, not '"
        + key
        + "'"
        + Nearest.hint(key, beside)
        + (Nearest.to(key, beside).isPresent()
            ? ""
            : "; a key of your own cannot be called '" + word + "'");
  }

  private Node listed(YamlTree.Entry entry, Schema schema, String path) {
    String word = entry.key();
    if (!(entry.value() instanceof YamlTree.Sequence list) || list.items().isEmpty()) {
      String form = word.equals("choice") ? "[…] or named branches {…}" : "[…]";
      String message = "expected listed values " + form + ", got " + Words.got(entry.value());
      return refuse(entry.value().mark(), path, message);
    } else if (schema instanceof Schema.Variant variant) {
      return words(word, list, variant, path);
    } else if (schema instanceof Schema.Mapping || schema instanceof Schema.Sequence) {
      String message = "listed values are single values, but here belongs ";
      return refuse(entry.mark(), path, message + Words.expected(schema));
    }
    Set<Object> seen = new HashSet<>();
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      value(list.items().get(i), schema, seen, Paths.index(path, i)).ifPresent(values::add);
    }
    if (values.size() < list.items().size()) {
      return PlaceReader.REFUSED;
    }
    boolean ordered = word.equals("ordered");
    return new Node.Search(ordered ? new Domain.Ordered(values) : new Domain.Choice(values));
  }

  private Optional<Object> value(YamlTree item, Schema schema, Set<Object> seen, String path) {
    Optional<Object> raw = item instanceof YamlTree.Scalar s ? s.value() : Optional.empty();
    Optional<Object> value = raw.flatMap(v -> Scalars.fit(v, schema));
    if (raw.isPresent() && value.isEmpty()) {
      places.mismatch(item, schema, path);
    } else if (value.isEmpty()) {
      String hint = "; branches with settings of their own are written as choice: {name: {…}}";
      String message = "expected a single value, got " + Words.got(item) + hint;
      refuse(item.mark(), path, message);
    } else if (!seen.add(value.get() instanceof Number n ? n.doubleValue() : value.get())) {
      refuse(item.mark(), path, "the value " + value.get() + " stands here twice");
    } else {
      return value;
    }
    return Optional.empty();
  }

  /** A choice among bare words is one among branches without settings. */
  private Node words(String word, YamlTree.Sequence list, Schema.Variant schema, String path) {
    if (word.equals("ordered")) {
      String message = "these have no order; write choice instead of ordered";
      return refuse(list.mark(), path, message);
    }
    Map<String, Node> branches = new LinkedHashMap<>();
    boolean fine = true;
    for (int i = 0; i < list.items().size(); i++) {
      YamlTree item = list.items().get(i);
      String place = Paths.index(path, i);
      Node node =
          item instanceof YamlTree.Scalar scalar
              ? places.bareWord(scalar, schema, place)
              : places.mismatch(item, schema, place);
      if (node instanceof Node.Mapping mapping) {
        fine &= putAll(branches, mapping, item, place);
      } else {
        fine = false;
      }
    }
    return fine ? new Node.Branches(branches) : PlaceReader.REFUSED;
  }

  private boolean putAll(
      Map<String, Node> branches, Node.Mapping mapping, YamlTree item, String path) {
    for (var entry : mapping.entries().entrySet()) {
      if (branches.putIfAbsent(entry.getKey(), entry.getValue()) != null) {
        refuse(item.mark(), path, "the value " + entry.getKey() + " stands here twice");
        return false;
      }
    }
    return true;
  }

  private Node branches(YamlTree.Mapping yaml, Schema schema, String path) {
    if (yaml.entries().isEmpty()) {
      return refuse(yaml.mark(), path, "expected at least one branch, got {}");
    }
    Map<String, Node> branches = new LinkedHashMap<>();
    for (YamlTree.Entry entry : yaml.entries()) {
      Node node =
          Expressions.WORDS.contains(entry.key())
              ? refuse(
                  entry.mark(),
                  Paths.key(path, entry.key()),
                  "a branch cannot be called '" + entry.key() + "', a word of search expressions")
              : branch(entry, schema, path);
      if (!PlaceReader.isRefused(node)) {
        branches.put(entry.key(), node);
      }
    }
    return branches.isEmpty() ? PlaceReader.REFUSED : new Node.Branches(branches);
  }

  private Node branch(YamlTree.Entry entry, Schema schema, String path) {
    if (schema instanceof Schema.Variant variant) {
      return places.branch(entry, variant, path);
    } else if (schema instanceof Schema.Anything) {
      return places.read(entry.value(), schema, Paths.key(path, entry.key()));
    } else if (schema instanceof Schema.Mapping mapping) {
      return keyAsBranch(entry, mapping, path);
    }
    return refuse(
        entry.mark(),
        Paths.key(path, entry.key()),
        "a choice among named branches gives a mapping, but here belongs "
            + Words.expected(schema)
            + "; list the values instead: choice: […]");
  }

  /** What a branch gives is a mapping with its name as the only key. */
  private Node keyAsBranch(YamlTree.Entry entry, Schema.Mapping schema, String path) {
    List<String> alone = aloneIn(schema);
    Schema.Field field = schema.fields().get(entry.key());
    String place = Paths.key(path, entry.key());
    boolean requiresOther =
        schema.fields().entrySet().stream()
            .anyMatch(f -> f.getValue().required() && !f.getKey().equals(entry.key()));
    if (!requiresOther && field != null) {
      return places.read(entry.value(), field.schema(), place);
    } else if (!requiresOther && schema.others().isPresent()) {
      return places.read(entry.value(), schema.others().get(), place);
    }
    String known = alone.isEmpty() ? "; no key can stand alone here" : "";
    return refuse(
        entry.mark(),
        place,
        "a branch gives a mapping with its name as the only key, and '"
            + entry.key()
            + "' alone does not fit here"
            + Nearest.hint(entry.key(), alone)
            + known);
  }

  private static boolean required(Schema.Mapping schema, String key) {
    Schema.Field field = schema.fields().get(key);
    return field != null && field.required();
  }

  /** The keys that may stand alone in a mapping, and so be branches of a choice. */
  static List<String> aloneIn(Schema.Mapping schema) {
    List<String> required =
        schema.fields().keySet().stream().filter(k -> required(schema, k)).toList();
    return required.isEmpty()
        ? List.copyOf(schema.fields().keySet())
        : required.size() == 1 ? required : List.of();
  }

  /** A repeat in a list of items of this schema. */
  Node repeat(YamlTree.Mapping yaml, Schema items, String path) {
    if (!wellFormed(yaml, path)) {
      return PlaceReader.REFUSED;
    }
    YamlTree repeat = yaml.get("repeat").orElseThrow();
    Node count = places.read(repeat, COUNT, Paths.key(path, "repeat"));
    Optional<YamlTree> of = yaml.get("of");
    List<Node> repeated = List.of();
    String place = Paths.key(path, "of");
    if (of.isEmpty()) {
      refuse(yaml.mark(), path, "repeat needs 'of', the list that is repeated");
    } else if (of.get() instanceof YamlTree.Sequence list && !list.items().isEmpty()) {
      repeated = places.items(list, items, place);
    } else {
      String message = "expected a list of what is repeated, got " + Words.got(of.get());
      refuse(of.get().mark(), place, message);
    }
    Optional<Boolean> share = share(yaml, path);
    Optional<Domain> domain = count(count);
    return repeated.isEmpty() || share.isEmpty() || domain.isEmpty()
        ? PlaceReader.REFUSED
        : new Node.Repeat(domain.get(), !(count instanceof Node.Constant), repeated, share.get());
  }

  private Optional<Boolean> share(YamlTree.Mapping yaml, String path) {
    Optional<YamlTree> share = yaml.get("share");
    if (share.isEmpty()) {
      return Optional.of(false);
    }
    Node node =
        new PlaceReader(problems, false)
            .read(share.get(), new Schema.Truth(), Paths.key(path, "share"));
    return node instanceof Node.Constant c && c.value() instanceof Boolean b
        ? Optional.of(b)
        : Optional.empty();
  }

  private static Optional<Domain> count(Node count) {
    if (count instanceof Node.Constant constant && constant.value() instanceof Long times) {
      return Optional.of(new Domain.IntRange(times, times, Scale.LINEAR, 1));
    }
    return count instanceof Node.Search search ? Optional.of(search.domain()) : Optional.empty();
  }

  private Node refuse(YamlTree.Mark mark, String path, String message) {
    problems.add(mark, path, message);
    return PlaceReader.REFUSED;
  }
}
