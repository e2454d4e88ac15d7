package io.sonde.search.jsonschema;

import io.sonde.search.method.Method;
import io.sonde.search.port.TrialKind;
import io.sonde.search.reader.ClusterOptions;
import io.sonde.search.reader.SpecSections;
import io.sonde.search.sampler.Samplers;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.stopper.Stoppers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The JSON Schema (draft 2020-12) of specs with these kinds of trial. It accepts what {@link
 * io.sonde.search.reader.SpecReader} accepts, and refuses what it refuses but for what the language
 * of JSON Schema cannot say: relations between two numbers, sizes after repetition, and YAML
 * itself.
 */
public final class SpecSchema {
  private final List<TrialKind> kinds;
  private final ClusterOptions clusters;

  /** The schema of specs with these kinds of trial, and no cluster. */
  public SpecSchema(List<TrialKind> kinds) {
    this(kinds, ClusterOptions.ANY);
  }

  /**
   * The schema of specs with these kinds of trial.
   *
   * @param clusters what may be asked of clusters
   */
  public SpecSchema(List<TrialKind> kinds, ClusterOptions clusters) {
    this.kinds = List.copyOf(kinds);
    this.clusters = clusters;
  }

  /** The schema as a text; the same kinds give the same text. */
  public String json() {
    SchemaTrees trees = new SchemaTrees();
    Map<String, Object> root = Tree.of("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Sonde sweep");
    root.put("description", "A search over hyperparameters and architectures");
    root.putAll(trees.plain(SpecSections.top()));
    root.put("properties", properties(trees));
    List<Object> byKind = new ArrayList<>();
    for (TrialKind kind : kinds) {
      Map<String, Object> isKind =
          Tree.of("properties", Tree.of("kind", Tree.of("const", kind.name())));
      isKind.put("required", List.of("kind"));
      Map<String, Object> condition = Tree.of("properties", Tree.of("trial", isKind));
      condition.put("required", List.of("trial"));
      byKind.add(Tree.of("if", condition, "then", ofKind(kind, trees)));
    }
    root.put("allOf", byKind);
    root.put("$defs", trees.definitions());
    return JsonText.of(root);
  }

  /** What every kind has in common, below the descriptions of the keys. */
  private Map<String, Object> properties(SchemaTrees trees) {
    Map<String, Map<String, Object>> sections = sections(trees);
    Map<String, Object> properties = new LinkedHashMap<>();
    SpecSections.top()
        .fields()
        .forEach(
            (key, field) -> {
              Map<String, Object> tree = Tree.of("description", field.description());
              tree.putAll(sections.getOrDefault(key, trees.plain(field.schema())));
              properties.put(key, tree);
            });
    return properties;
  }

  private Map<String, Map<String, Object>> sections(SchemaTrees trees) {
    List<String> names = kinds.stream().map(TrialKind::name).toList();
    var algorithms = Samplers.all();
    return Map.of(
        "objective", objective(Optional.empty(), trees),
        "constraints", constraints(Optional.empty(), trees),
        "space", Tree.of("type", "object"),
        "search", methods("algorithm", algorithms, SpecSections::search, trees),
        "early_stopping", stopping(trees),
        "budget", budget(trees),
        "resources", trees.plain(SpecSections.resources(clusters)),
        "trial", trees.plain(SpecSections.trial(names, Optional.empty())));
  }

  private static Map<String, Object> ofKind(TrialKind kind, SchemaTrees trees) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("objective", objective(Optional.of(kind), trees));
    properties.put("constraints", constraints(Optional.of(kind), trees));
    properties.put("space", trees.space(kind.space()));
    Schema.Mapping trial = SpecSections.trial(List.of(kind.name()), Optional.of(kind));
    properties.put("trial", trees.plain(trial));
    return Tree.of("properties", properties);
  }

  private static Map<String, Object> objective(Optional<TrialKind> kind, SchemaTrees trees) {
    Map<String, Object> one = trees.plain(SpecSections.objective(kind));
    Map<String, Object> list = Tree.of("type", "array", "items", one, "minItems", 1L);
    return Tree.anyOf(List.of(one, list));
  }

  private static Map<String, Object> constraints(Optional<TrialKind> kind, SchemaTrees trees) {
    Map<String, Object> one = trees.plain(SpecSections.constraint(kind));
    one.put("anyOf", anyKeyOf("at_most", "at_least"));
    kind.ifPresent(
        k -> {
          List<String> known =
              Stream.concat(k.knownBefore().stream(), k.measuredBefore().stream())
                  .sorted()
                  .toList();
          Object metric = known.isEmpty() ? false : Tree.of("enum", known);
          Map<String, Object> then = Tree.of("properties", Tree.of("metric", metric));
          one.put("allOf", List.of(Tree.when("when", "before_training", true, then)));
        });
    return Tree.of("type", "array", "items", one);
  }

  /** A rule, which may hold others, or a list of rules. */
  private static Map<String, Object> stopping(SchemaTrees trees) {
    Map<String, Object> any = Tree.of("$ref", "#/properties/early_stopping");
    Map<String, Object> one = methods("rule", Stoppers.all(), SpecSections::earlyStopping, trees);
    Map<String, Object> held = Tree.of("properties", Tree.of("of", Tree.of("items", any)));
    Map<String, Object> list = Tree.of("type", "array", "items", any, "minItems", 1L);
    return Tree.anyOf(List.of(Tree.of("allOf", List.of(one, held)), list));
  }

  private static Map<String, Object> budget(SchemaTrees trees) {
    Map<String, Object> budget = trees.plain(SpecSections.budget());
    budget.put("anyOf", anyKeyOf("trials", "wall"));
    return budget;
  }

  private static List<Map<String, Object>> anyKeyOf(String... keys) {
    return List.of(keys).stream().map(key -> Tree.of("required", List.of(key))).toList();
  }

  /** A section whose keys depend on the method that one of them names; the first is the default. */
  private static Map<String, Object> methods(
      String key,
      List<? extends Method<?>> methods,
      Function<Optional<? extends Method<?>>, Schema.Mapping> section,
      SchemaTrees trees) {
    List<Object> byMethod = new ArrayList<>();
    for (Method<?> method : methods) {
      Map<String, Object> then = trees.plain(section.apply(Optional.of(method)));
      then.put("description", method.description());
      boolean written = !method.name().equals(methods.get(0).name());
      byMethod.add(Tree.when(key, method.name(), written, then));
    }
    Map<String, Object> tree = trees.plain(section.apply(Optional.empty()));
    tree.put("allOf", byMethod);
    return tree;
  }
}
