package io.sonde.search.stopper;

import io.sonde.search.history.History;
import io.sonde.search.method.Settings;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Verdict;
import io.sonde.search.spec.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Several rules as one. At most one of them may pause trials: it says which are taken further, and
 * when a trial may next be paused. A sampler learns from the trials to which the first of the rules
 * restricts it that restricts it at all.
 */
abstract sealed class Combination implements Stopper permits AnyOf, AllOf {
  private final List<Rule> rules;

  /** A rule and the name by which verdicts tell of it. */
  record Rule(String name, Stopper stopper) {}

  /** What one rule says. */
  record Vote(String rule, Verdict verdict) {
    String told() {
      return verdict.reason() + " (rule " + rule + ")";
    }
  }

  Combination(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    List<String> pausing =
        rules.stream().filter(rule -> rule.stopper().pauses()).map(Rule::name).toList();
    if (rules.isEmpty()) {
      throw new IllegalArgumentException("expected at least one rule to combine, got none");
    } else if (pausing.size() > 1) {
      throw new IllegalArgumentException(
          "expected at most one rule that pauses trials, got " + String.join(" and ", pausing));
    }
  }

  /** {@code of}: the combined rules. */
  static Schema.Mapping settings() {
    return Schema.mapping()
        .required(
            "of",
            new Schema.Sequence(new Schema.Anything(), 1),
            "the rules that are combined, each with its settings, or lists of them")
        .closed();
  }

  /** The rules in {@code of}, each a mapping of {@code rule} and its settings. */
  static List<Rule> rules(Settings settings) {
    List<Rule> rules = new ArrayList<>();
    if (settings.value("of") instanceof List<?> written) {
      for (Object one : written) {
        rules.add(rule(one));
      }
    }
    return rules;
  }

  private static Rule rule(Object written) {
    if (!(written instanceof Map<?, ?> mapping && mapping.get("rule") instanceof String name)) {
      throw new IllegalArgumentException("expected a rule with its settings, got " + written);
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    mapping.forEach((key, value) -> settings.put((String) key, value));
    settings.remove("rule");
    return new Rule(name, Stoppers.create(name, settings));
  }

  /** What follows from what the rules say, in their order. */
  abstract Verdict decide(List<Vote> votes);

  /** The first vote for a decision. */
  static Optional<Vote> first(List<Vote> votes, Decision decision) {
    return votes.stream().filter(vote -> vote.verdict().decision() == decision).findFirst();
  }

  /** The reasons of some votes, in one sentence. */
  static String told(List<Vote> votes) {
    return votes.stream().map(Vote::told).collect(Collectors.joining("; "));
  }

  @Override
  public Verdict judge(History history, int trial, int step) {
    return decide(
        rules.stream()
            .map(rule -> new Vote(rule.name(), rule.stopper().judge(history, trial, step)))
            .toList());
  }

  private Optional<Rule> pausing() {
    return rules.stream().filter(rule -> rule.stopper().pauses()).findFirst();
  }

  @Override
  public boolean pauses() {
    return pausing().isPresent();
  }

  @Override
  public Optional<Resumption> resume(History history) {
    return pausing()
        .flatMap(
            rule ->
                rule.stopper()
                    .resume(history)
                    .map(
                        r ->
                            new Resumption(
                                r.trial(), r.until(), r.reason() + " (rule " + rule.name() + ")")));
  }

  @Override
  public OptionalInt until(History history, int trial) {
    return pausing()
        .map(rule -> rule.stopper().until(history, trial))
        .orElseGet(OptionalInt::empty);
  }

  @Override
  @SuppressWarnings(
      "ReferenceEquality") // the very history means that a rule has no peers of its own
  public History peers(History history, int trial) {
    for (Rule rule : rules) {
      History peers = rule.stopper().peers(history, trial);
      if (peers != history) {
        return peers;
      }
    }
    return history;
  }
}
