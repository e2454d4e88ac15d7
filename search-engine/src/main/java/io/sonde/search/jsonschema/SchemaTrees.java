package io.sonde.search.jsonschema;

import io.sonde.search.spec.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns schemas into JSON Schema; places of the space become definitions, each written once. */
final class SchemaTrees {
  private final Map<Place, String> names = new LinkedHashMap<>();
  private final Map<String, Object> definitions = new LinkedHashMap<>();
  private final PlainTrees plain = new PlainTrees(this::plain, this::plain, false);
  private final PlainTrees opened = new PlainTrees(this::place, this::item, true);
  private final ExpressionTrees expressions = new ExpressionTrees(opened, this::place);

  /** What has been referred to so far, by name. */
  Map<String, Object> definitions() {
    return definitions;
  }

  /** A place in which no expression may stand. */
  Map<String, Object> plain(Schema schema) {
    if (schema instanceof Schema.Named named) {
      if (!definitions.containsKey(named.name())) {
        definitions.put(named.name(), Tree.of());
        definitions.put(named.name(), plain.of(named.resolved()));
      }
      return Tree.of("$ref", "#/$defs/" + named.name());
    }
    return schema instanceof Schema.Anything ? Tree.of("not", nothing()) : plain.of(schema);
  }

  private static Map<String, Object> nothing() {
    return Tree.of("type", "null");
  }

  /** The whole space: a mapping that is no expression, with places that may be. */
  Map<String, Object> space(Schema.Mapping schema) {
    return opened.mapping(schema);
  }

  /** A place of the space: a value, or an expression of such values. */
  private Map<String, Object> place(Schema schema) {
    return named(new Place(schema.resolved(), false));
  }

  /** A place of a list in the space, where a repeat may stand too. */
  private Map<String, Object> item(Schema schema) {
    return named(new Place(schema.resolved(), true));
  }

  private Map<String, Object> named(Place place) {
    String name = names.get(place);
    if (name == null) {
      String kind = place.schema().getClass().getSimpleName().toLowerCase(Locale.ROOT);
      name = (place.item() ? "item-" : "") + kind + "-" + (names.size() + 1);
      names.put(place, name);
      definitions.put(name, Tree.of());
      definitions.put(name, place.item() ? itemDefinition(place) : definition(place.schema()));
    }
    return Tree.of("$ref", "#/$defs/" + name);
  }

  private Map<String, Object> itemDefinition(Place place) {
    return Tree.anyOf(List.of(place(place.schema()), expressions.repeat(named(place))));
  }

  private Map<String, Object> definition(Schema schema) {
    List<Map<String, Object>> options = new ArrayList<>();
    options.add(opened.of(schema));
    options.addAll(expressions.of(schema));
    return Tree.anyOf(options);
  }

  private record Place(Schema schema, boolean item) {}
}
