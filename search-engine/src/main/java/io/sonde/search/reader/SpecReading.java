package io.sonde.search.reader;

import io.sonde.search.history.Constraint;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.history.Summary;
import io.sonde.search.method.Method;
import io.sonde.search.port.Sampler;
import io.sonde.search.port.TrialKind;
import io.sonde.search.report.Cause;
import io.sonde.search.sampler.Samplers;
import io.sonde.search.space.Node;
import io.sonde.search.space.Space;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.yaml.YamlTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One reading of one spec: every part is read, then every problem told, then the spec built. */
final class SpecReading {
  private final Map<String, TrialKind> kinds;
  private final ClusterOptions clusters;
  private final YamlTree.Mapping root;
  private final Problems problems = new Problems();
  private final PlaceReader plain = new PlaceReader(problems, false);
  private final Optional<TrialKind> kind;

  SpecReading(Map<String, TrialKind> kinds, ClusterOptions clusters, YamlTree.Mapping root) {
    this.kinds = kinds;
    this.clusters = clusters;
    this.root = root;
    this.kind = word("trial", "kind").map(kinds::get);
  }

  SweepSpec spec(String text, Path folder) {
    plain.keys(root, SpecSections.top(), "");
    Optional<Object> name = name();
    List<Section> objectives = objectives();
    List<Section> constraints = constraints();
    Optional<Method<Sampler.Factory>> algorithm = method("search", "algorithm", Samplers.all());
    Section search = section("search", SpecSections.search(algorithm));
    CrossChecks checks = new CrossChecks(problems, kind);
    SweepSpec.EarlyStopping stopping =
        new StoppingReader(problems, plain, checks, objectives).read(root.get("early_stopping"));
    Section budget = section("budget", SpecSections.budget());
    Section resources = section("resources", SpecSections.resources(clusters));
    Section trial = section("trial", SpecSections.trial(kinds.keySet(), kind));
    LogRules.check(written("trial", LogRules.KEY), problems);
    Node space = space();
    Optional<Space> whole =
        problems.noneBelow("space") && root.has("space")
            ? Optional.of(new Space((Node.Mapping) space))
            : Optional.empty();
    whole.ifPresent(s -> new StartCheck(problems, s).check(search, starts()));
    checks.objectives(objectives);
    constraints.forEach(checks::constraint);
    checks.budget(budget, root.has("budget"));
    checks.resources(resources);
    checks.elsewhere(resources, trial);
    algorithm.ifPresent(a -> checks.rising(search, a));
    problems.throwIfAny();
    return new SweepSpec(
        (String) name.orElseThrow(),
        new Goal(
            objectives.stream().map(SpecReading::objective).toList(),
            constraints.stream().map(SpecReading::constraint).toList()),
        whole.orElseThrow(),
        new SweepSpec.Search(
            algorithm.orElseThrow().name(),
            search.whole("seed"),
            settings(search, algorithm.orElseThrow()),
            search.list("start").stream().map(SpecReading::byPath).toList(),
            search.list("learn_from").stream().map(n -> ((Long) n).intValue()).toList()),
        stopping,
        budget(budget),
        resources(resources),
        trial(trial),
        text,
        folder);
  }

  /** A word that decides how other parts are read; empty when it is not there. */
  private Optional<String> word(String section, String key) {
    return written(section, key)
        .flatMap(w -> w instanceof YamlTree.Scalar s ? s.value() : Optional.empty())
        .map(Object::toString);
  }

  /** What stands at a key of a section, for its place. */
  private Optional<YamlTree> written(String section, String key) {
    return root.get(section)
        .flatMap(s -> s instanceof YamlTree.Mapping m ? m.get(key) : Optional.empty());
  }

  /** The method that a word names, the first when none is written, none when it is unknown. */
  private <F> Optional<Method<F>> method(String section, String key, List<Method<F>> methods) {
    boolean written =
        root.get(section).filter(s -> s instanceof YamlTree.Mapping m && m.has(key)).isPresent();
    String name = written ? word(section, key).orElse("") : methods.get(0).name();
    return methods.stream().filter(m -> m.name().equals(name)).findFirst();
  }

  private Optional<Object> name() {
    return root.get("name")
        .map(yaml -> plain.read(yaml, SpecSections.NAME, "name"))
        .flatMap(n -> n instanceof Node.Constant c ? Optional.of(c.value()) : Optional.empty());
  }

  /** The items of {@code search.start}, for their places. */
  private List<YamlTree> starts() {
    return written("search", "start")
        .map(s -> s instanceof YamlTree.Sequence list ? list.items() : List.<YamlTree>of())
        .orElse(List.of());
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> byPath(Object item) {
    return (Map<String, Object>) item;
  }

  private Section section(String key, Schema.Mapping schema) {
    return root.get(key)
        .map(y -> section(y, schema, key))
        .orElseGet(() -> new Section(root.mark(), key, Map.of()));
  }

  private Section section(YamlTree yaml, Schema.Mapping schema, String path) {
    return new Section(yaml.mark(), path, values(plain.read(yaml, schema, path)));
  }

  private static Map<String, Object> values(Node node) {
    return node instanceof Node.Mapping mapping ? Plain.mapping(mapping) : Map.of();
  }

  private List<Section> objectives() {
    Schema.Mapping schema = SpecSections.objective(kind);
    if (!(root.get("objective").orElse(null) instanceof YamlTree.Sequence list)) {
      return List.of(section("objective", schema));
    }
    if (list.items().isEmpty()) {
      problems.add(list.mark(), "objective", "at least one objective is expected, got none");
    }
    return sections(list, schema, "objective");
  }

  private List<Section> constraints() {
    Optional<YamlTree> yaml = root.get("constraints");
    if (yaml.isPresent() && yaml.get() instanceof YamlTree.Sequence list) {
      return sections(list, SpecSections.constraint(kind), "constraints");
    } else if (yaml.isPresent()) {
      Schema.Sequence schema = new Schema.Sequence(SpecSections.constraint(kind), 0);
      plain.mismatch(yaml.get(), schema, "constraints");
    }
    return List.of();
  }

  private List<Section> sections(YamlTree.Sequence list, Schema.Mapping schema, String path) {
    List<Section> sections = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      sections.add(section(list.items().get(i), schema, path + "[" + i + "]"));
    }
    return sections;
  }

  private Node space() {
    Schema.Mapping schema = kind.map(TrialKind::space).orElseGet(() -> Schema.mapping().open());
    return root.get("space")
        .map(yaml -> SpaceReader.read(yaml, schema, "space", problems))
        .orElse(PlaceReader.REFUSED);
  }

  private static Objective objective(Section section) {
    return new Objective(
        section.text("metric").orElseThrow(),
        Direction.of(section.text("direction").orElseThrow()),
        section.text("value").map(Summary::of).orElse(Summary.BEST));
  }

  private static Constraint constraint(Section section) {
    return new Constraint(
        section.text("metric").orElseThrow(),
        section.real("at_least").orElse(Double.NEGATIVE_INFINITY),
        section.real("at_most").orElse(Double.POSITIVE_INFINITY),
        section.text("when").orElse("").equals("before_training"));
  }

  /** The method's settings, complete with its defaults. */
  static Map<String, Object> settings(Section section, Method<?> method) {
    Map<String, Object> settings = new LinkedHashMap<>();
    for (String key : method.settings().fields().keySet()) {
      Object value = section.values().getOrDefault(key, method.defaults().get(key));
      if (value != null) {
        settings.put(key, value);
      }
    }
    return settings;
  }

  private static SweepSpec.Budget budget(Section section) {
    OptionalLong trials = section.whole("trials");
    OptionalLong parallel = section.whole("parallel");
    return new SweepSpec.Budget(
        (int) trials.orElse(SweepSpec.Budget.UNLIMITED),
        section.text("wall").map(Quantities::duration),
        parallel.isPresent() ? OptionalInt.of((int) parallel.getAsLong()) : OptionalInt.empty());
  }

  private static SweepSpec.Resources resources(Section section) {
    Optional<Long> memory = section.text("memory").map(Quantities::bytes);
    Optional<Long> part = section.text("gpu_memory").map(Quantities::bytes);
    return new SweepSpec.Resources(
        (int) section.whole("gpus").orElse(part.isPresent() ? 1 : 0),
        (int) section.whole("cpus").orElse(1),
        memory.map(OptionalLong::of).orElse(OptionalLong.empty()),
        (int) section.whole("priority").orElse(SweepSpec.Resources.PRIORITY),
        part.map(OptionalLong::of).orElse(OptionalLong.empty()),
        section.truth("beside_others"),
        section.text("project"),
        section.real("weight").orElse(1),
        section.truth("preemptible"),
        EngineSections.engines(section));
  }

  private static SweepSpec.Trial trial(Section section) {
    Map<String, Object> settings = new LinkedHashMap<>(section.values());
    List.of("kind", "timeout", "retries", LogRules.KEY, "keep").forEach(settings::remove);
    Map<Cause, SweepSpec.Retry> retries = new EnumMap<>(Cause.class);
    if (section.values().get("retries") instanceof Map<?, ?> written) {
      written.forEach(
          (word, budget) -> {
            Cause cause = Cause.of((String) word);
            retries.put(cause, retry(SweepSpec.Retry.usual(cause), budget));
          });
    }
    return new SweepSpec.Trial(
        section.text("kind").orElseThrow(),
        settings,
        section.text("timeout").map(Quantities::duration),
        retries,
        keep(section),
        LogRules.of(section));
  }

  /** A bare number keeps the usual pause. */
  private static SweepSpec.Retry retry(SweepSpec.Retry usual, @Nullable Object written) {
    if (written instanceof Map<?, ?> budget) {
      int times = budget.get("times") instanceof Long given ? given.intValue() : usual.times();
      return new SweepSpec.Retry(
          times,
          budget.get("backoff") instanceof String text
              ? Quantities.duration(text)
              : usual.backoff());
    }
    int times = written instanceof Long given ? given.intValue() : usual.times();
    return new SweepSpec.Retry(times, usual.backoff());
  }

  private static SweepSpec.Keep keep(Section trial) {
    SweepSpec.Keep otherwise = SweepSpec.Keep.DEFAULT;
    return trial.values().get("keep") instanceof Map<?, ?> written
        ? new SweepSpec.Keep(
            written.get("best") instanceof Long best ? best.intValue() : otherwise.best(),
            written.get("latest") instanceof Long latest ? latest.intValue() : otherwise.latest())
        : otherwise;
  }
}
