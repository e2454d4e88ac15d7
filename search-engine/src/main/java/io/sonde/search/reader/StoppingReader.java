package io.sonde.search.reader;

import io.sonde.search.method.Method;
import io.sonde.search.port.Stopper;
import io.sonde.search.space.Node;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.stopper.Stoppers;
import io.sonde.search.yaml.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code early_stopping}: a rule, a combination of rules, or a list, any of which stops. */
final class StoppingReader {
  private static final String RULE = "rule";
  private static final String OF = "of";

  private final Problems problems;
  private final PlaceReader plain;
  private final CrossChecks checks;
  private final List<Section> objectives;

  StoppingReader(
      Problems problems, PlaceReader plain, CrossChecks checks, List<Section> objectives) {
    this.problems = problems;
    this.plain = plain;
    this.checks = checks;
    this.objectives = objectives;
  }

  /** The rule with all its settings; the first one when nothing is written. */
  SweepSpec.EarlyStopping read(Optional<YamlTree> written) {
    if (written.isEmpty()) {
      return new SweepSpec.EarlyStopping(Stoppers.names().get(0), Map.of());
    }
    SweepSpec.EarlyStopping rule = rule(written.get(), "early_stopping");
    if (problems.noneBelow("early_stopping")) {
      tryOut(written.get(), rule);
    }
    return rule;
  }

  /** What the settings of a rule come to together, only the rule knows. */
  private void tryOut(YamlTree yaml, SweepSpec.EarlyStopping rule) {
    try {
      Stoppers.create(rule.rule(), rule.settings());
    } catch (IllegalArgumentException e) {
      problems.add(yaml.mark(), "early_stopping", String.valueOf(e.getMessage()));
    }
  }

  private SweepSpec.EarlyStopping rule(YamlTree yaml, String path) {
    if (yaml instanceof YamlTree.Sequence list) {
      if (list.items().isEmpty()) {
        problems.add(list.mark(), path, "at least one rule is expected, got none");
      }
      return new SweepSpec.EarlyStopping("any", Map.of(OF, rules(list, path)));
    }
    String name = name(yaml);
    Optional<Method<Stopper.Factory>> method =
        Stoppers.all().stream().filter(m -> m.name().equals(name)).findFirst();
    Node read = plain.read(yaml, SpecSections.earlyStopping(method), path);
    Map<String, Object> values = read instanceof Node.Mapping m ? Plain.mapping(m) : Map.of();
    Section section = new Section(yaml.mark(), path, values);
    Map<String, Object> settings = new LinkedHashMap<>();
    method.ifPresent(m -> settings.putAll(SpecReading.settings(section, m)));
    method.ifPresent(m -> checks.rising(section, m));
    checks.bounded(section, objectives);
    if (settings.containsKey(OF)
        && yaml instanceof YamlTree.Mapping mapping
        && mapping.get(OF).orElse(null) instanceof YamlTree.Sequence list) {
      settings.put(OF, rules(list, path + "." + OF));
    }
    return new SweepSpec.EarlyStopping(name, settings);
  }

  /** Each rule as a mapping of {@code rule} and its settings. */
  private List<Map<String, Object>> rules(YamlTree.Sequence list, String path) {
    List<Map<String, Object>> rules = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      SweepSpec.EarlyStopping one = rule(list.items().get(i), path + "[" + i + "]");
      Map<String, Object> written = new LinkedHashMap<>(Map.of(RULE, one.rule()));
      written.putAll(one.settings());
      rules.add(written);
    }
    return rules;
  }

  /** The name that is written; the first one when none is. */
  private static String name(YamlTree yaml) {
    if (!(yaml instanceof YamlTree.Mapping mapping && mapping.has(RULE))) {
      return Stoppers.names().get(0);
    }
    return mapping
        .get(RULE)
        .flatMap(w -> w instanceof YamlTree.Scalar s ? s.value() : Optional.empty())
        .map(Object::toString)
        .orElse("");
  }
}
