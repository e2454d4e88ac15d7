package io.sonde.web.outcome;

import io.sonde.search.gate.GateResult;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.report.Cause;
import io.sonde.web.outcome.Outcome.Compared;
import io.sonde.web.outcome.Outcome.FailedTrial;
import io.sonde.web.outcome.Outcome.NotCompared;
import io.sonde.web.outcome.Outcome.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An outcome in the XML of JUnit's reports, which GitLab, Jenkins and actions for GitHub read. The
 * sweep is a suite; its end, the gate and every failed trial are test cases. A failure is what was
 * decided against: a sweep that did not complete, a gate that fails, a trial whose own doing broke
 * it. An error is that nothing was decided, or that what a trial ran on broke.
 */
final class JunitReport {
  private static final String MEDIA_TYPE = "application/xml; charset=utf-8";

  /** As the schema of Ant's reports wants it: to the second, without a zone. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ISO_LOCAL_DATE_TIME.withZone(ZoneOffset.UTC);

  private JunitReport() {}

  static String mediaType() {
    return MEDIA_TYPE;
  }

  /**
   * A test case.
   *
   * @param trouble nothing where it passed
   */
  private record TestCase(String name, Duration time, Optional<Trouble> trouble) {}

  /**
   * What is wrong.
   *
   * @param element {@code failure} or {@code error}
   * @param type a word for programs
   */
  private record Trouble(String element, String type, String message) {
    static Trouble failure(String type, String message) {
      return new Trouble("failure", type, message);
    }

    static Trouble error(String type, String message) {
      return new Trouble("error", type, message);
    }
  }

  /** The text of a report. */
  static String of(Outcome outcome) {
    SweepRow sweep = outcome.sweep();
    List<TestCase> cases = cases(outcome);
    XmlText xml = new XmlText();
    xml.open("testsuites", Map.of());
    Map<String, String> suite = new LinkedHashMap<>();
    suite.put("id", "0");
    suite.put("name", "sweep " + sweep.number() + " of " + sweep.experiment());
    suite.put("package", "sonde");
    suite.put("hostname", Optional.ofNullable(outcome.server().getHost()).orElse("localhost"));
    suite.put("timestamp", timestamp(sweep.started().orElse(sweep.created())));
    suite.put("tests", String.valueOf(cases.size()));
    suite.put("failures", String.valueOf(count(cases, "failure")));
    suite.put("errors", String.valueOf(count(cases, "error")));
    suite.put("skipped", "0");
    suite.put("time", seconds(outcome.time()));
    xml.open("testsuite", suite);
    xml.open("properties", Map.of());
    properties(outcome)
        .forEach((name, value) -> xml.empty("property", ordered("name", name, "value", value)));
    xml.close("properties");
    cases.forEach(one -> write(xml, sweep.experiment(), one));
    // The schema wants both, and there is nothing to say in them.
    xml.empty("system-out", Map.of());
    xml.empty("system-err", Map.of());
    xml.close("testsuite");
    xml.close("testsuites");
    return xml.text();
  }

  private static List<TestCase> cases(Outcome outcome) {
    List<TestCase> cases = new ArrayList<>();
    cases.add(new TestCase("sweep completes", outcome.time(), end(outcome.sweep())));
    outcome.gate().ifPresent(verdict -> cases.add(gate(verdict)));
    for (FailedTrial trial : outcome.failed()) {
      String type = trial.cause().map(Cause::word).orElse("failed");
      boolean surroundings =
          trial.cause().filter(c -> c == Cause.INFRASTRUCTURE || c == Cause.LOST).isPresent();
      Trouble trouble =
          surroundings
              ? Trouble.error(type, trial.reason())
              : Trouble.failure(type, trial.reason());
      cases.add(new TestCase("trial " + trial.number(), trial.time(), Optional.of(trouble)));
    }
    return cases;
  }

  private static Optional<Trouble> end(SweepRow sweep) {
    String word = sweep.state().word();
    String why = sweep.reason().isEmpty() ? "" : ": " + sweep.reason();
    return switch (sweep.state()) {
      case COMPLETED -> Optional.empty();
      case FAILED, CANCELLED ->
          Optional.of(Trouble.failure(word, "The sweep ended as " + word + why));
      case WAITING, RUNNING, PAUSED ->
          Optional.of(Trouble.error(word, "The sweep has not ended; it is " + word + why));
    };
  }

  private static TestCase gate(Verdict verdict) {
    if (verdict instanceof NotCompared refused) {
      return new TestCase(
          "gate", Duration.ZERO, Optional.of(Trouble.error(refused.code(), refused.reason())));
    }
    GateResult result = ((Compared) verdict).result();
    String word = result.outcome().word();
    Optional<Trouble> trouble =
        switch (result.outcome()) {
          case PASS -> Optional.empty();
          case FAIL -> Optional.of(Trouble.failure(word, result.reason()));
          case INCONCLUSIVE -> Optional.of(Trouble.error(word, result.reason()));
        };
    return new TestCase("gate against sweep " + result.baseline(), Duration.ZERO, trouble);
  }

  private static Map<String, String> properties(Outcome outcome) {
    SweepRow sweep = outcome.sweep();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("sweep", String.valueOf(sweep.number()));
    properties.put("experiment", sweep.experiment());
    properties.put("version", String.valueOf(sweep.version()));
    properties.put("state", sweep.state().word());
    properties.put("url", outcome.page().toASCIIString());
    sweep.origin().commit().ifPresent(text -> properties.put("commit", text));
    sweep.origin().branch().ifPresent(text -> properties.put("branch", text));
    sweep.origin().pullRequest().ifPresent(text -> properties.put("pull_request", text));
    properties.put("seed", String.valueOf(sweep.seed()));
    properties.put("metric", sweep.metric());
    properties.put("direction", sweep.direction().word());
    OptionalInt best = sweep.best();
    if (best.isPresent()) {
      properties.put("best_trial", String.valueOf(best.getAsInt()));
    }
    sweep.bestValue().ifPresent(value -> properties.put("best_value", String.valueOf(value)));
    for (TrialState state : TrialState.values()) {
      properties.put("trials_" + state.word(), String.valueOf(outcome.count(state)));
    }
    return properties;
  }

  private static void write(XmlText xml, String experiment, TestCase one) {
    Map<String, String> attributes =
        ordered("classname", experiment, "name", one.name(), "time", seconds(one.time()));
    if (one.trouble().isEmpty()) {
      xml.empty("testcase", attributes);
      return;
    }
    Trouble trouble = one.trouble().get();
    xml.open("testcase", attributes);
    xml.element(
        trouble.element(),
        ordered("type", trouble.type(), "message", trouble.message()),
        trouble.message());
    xml.close("testcase");
  }

  private static Map<String, String> ordered(String... namesAndValues) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      attributes.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return attributes;
  }

  private static long count(List<TestCase> cases, String element) {
    return cases.stream()
        .flatMap(one -> one.trouble().stream())
        .filter(trouble -> trouble.element().equals(element))
        .count();
  }

  private static String timestamp(Instant instant) {
    return TIME.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
  }
}
