package io.sonde.web.outcome;

import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.insight.Importance;
import io.sonde.search.insight.Insights;
import io.sonde.search.insight.ObjectiveInsight;
import io.sonde.search.port.Origin;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.spec.SweepSpec;
import io.sonde.web.outcome.Outcome.Compared;
import io.sonde.web.outcome.Outcome.FailedTrial;
import io.sonde.web.outcome.Outcome.NotCompared;
import io.sonde.web.outcome.Outcome.Verdict;
import io.sonde.web.page.Figures;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An outcome in Markdown, for the comment on a pull request or the summary of a CI's job: what was
 * decided and the best value first, then the configuration, what mattered, and what failed.
 */
final class MarkdownReport {
  private static final int PARAMETERS_SHOWN = 40;
  private static final int IMPORTANCES_SHOWN = 8;
  private static final int FAILED_SHOWN = 10;
  private static final String MEDIA_TYPE = "text/markdown; charset=utf-8";

  private final Outcome outcome;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(Outcome outcome) {
    this.outcome = outcome;
  }

  static String mediaType() {
    return MEDIA_TYPE;
  }

  /** The text of a report. */
  static String of(Outcome outcome) {
    MarkdownReport report = new MarkdownReport(outcome);
    report.headline();
    outcome.gate().ifPresent(report::gate);
    report.facts();
    outcome.best().ifPresent(report::configuration);
    outcome.insights().ifPresent(report::importances);
    report.failures();
    return report.text.toString();
  }

  private void headline() {
    SweepRow sweep = outcome.sweep();
    paragraph(
        "## "
            + link("Sweep " + sweep.number(), outcome.page())
            + " of "
            + Markdown.code(sweep.experiment())
            + ": "
            + sweep.state().word());
    String origin = origin(sweep.origin());
    if (!origin.isEmpty()) {
      paragraph("For " + origin + ".");
    }
    if (!sweep.reason().isEmpty()) {
      paragraph("Why: " + Markdown.code(sweep.reason()));
    }
  }

  private static String origin(Origin origin) {
    return Stream.of(
            origin.commit().map(commit -> "commit " + Markdown.code(commit)),
            origin.branch().map(branch -> "branch " + Markdown.code(branch)),
            origin.pullRequest().map(request -> "pull request " + Markdown.code(request)))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }

  private void gate(Verdict verdict) {
    if (verdict instanceof Compared compared) {
      int baseline = compared.result().baseline();
      paragraph(
          "**Gate: "
              + compared.result().outcome().word()
              + "** against "
              + link("sweep " + baseline, outcome.page(baseline))
              + ". "
              + Markdown.sentence(compared.result().reason()));
    } else if (verdict instanceof NotCompared refused) {
      paragraph("**Gate: not decided.** " + Markdown.code(refused.reason()));
    }
  }

  private void facts() {
    SweepRow sweep = outcome.sweep();
    Map<String, String> facts = new LinkedHashMap<>();
    outcome.best().ifPresent(best -> best(facts, best));
    boolean bounded = sweep.budget() < SweepSpec.Budget.UNLIMITED;
    facts.put(
        "Budget used",
        outcome.spent() + (bounded ? " of " + sweep.budget() + " trials" : " trials"));
    facts.put("Trials", counts());
    facts.put("Time", Figures.duration(outcome.time()));
    facts.put("Seed", String.valueOf(sweep.seed()));
    table("", "", facts);
  }

  private void best(Map<String, String> facts, TrialRow best) {
    List<Objective> objectives = outcome.sweep().objectives();
    for (Objective objective : objectives) {
      boolean first = objective.equals(objectives.get(0));
      OptionalDouble value = first ? best.value() : metric(best, objective.metric());
      String name = Markdown.code(objective.metric()) + " (" + objective.direction().word() + ")";
      facts.put(
          first ? "Best " + name : "There " + name,
          (value.isPresent() ? Figures.measured(value.getAsDouble()) : "unknown")
              + (first
                  ? ", by " + link("trial " + best.number(), outcome.trialPage(best.number()))
                  : ""));
    }
    if (!best.measured().isEmpty()) {
      facts.put(
          "Measured at its end",
          best.measured().entrySet().stream()
              .map(one -> Markdown.code(one.getKey()) + " " + Figures.measured(one.getValue()))
              .collect(Collectors.joining(", ")));
    }
  }

  private static OptionalDouble metric(TrialRow trial, String name) {
    Double value = trial.metrics().getOrDefault(name, trial.measured().get(name));
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private String counts() {
    String counts =
        Arrays.stream(TrialState.values())
            .filter(state -> outcome.count(state) > 0)
            .map(state -> outcome.count(state) + " " + state.word())
            .collect(Collectors.joining(", "));
    return counts.isEmpty() ? "none" : counts;
  }

  private void configuration(TrialRow best) {
    Map<String, String> rows = new LinkedHashMap<>();
    best.values().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(PARAMETERS_SHOWN)
        .forEach(
            entry ->
                rows.put(
                    Markdown.code(entry.getKey()), Markdown.code(Figures.value(entry.getValue()))));
    if (rows.isEmpty()) {
      return;
    }
    paragraph("### Best configuration");
    table("Parameter", "Value", rows);
    int more = best.values().size() - rows.size();
    if (more > 0) {
      paragraph(more + " more are on " + link("its page", outcome.trialPage(best.number())) + ".");
    }
  }

  private void importances(Insights insights) {
    for (ObjectiveInsight objective : insights.objectives()) {
      Map<String, String> rows = new LinkedHashMap<>();
      objective.importances().parameters().stream()
          .sorted((a, b) -> Double.compare(b.variance(), a.variance()))
          .limit(IMPORTANCES_SHOWN)
          .forEach((Importance one) -> rows.put(Markdown.code(one.path()), share(one)));
      if (!rows.isEmpty()) {
        paragraph("### What mattered for " + Markdown.code(objective.objective().metric()));
        table("Parameter", "Share of the variance", rows);
      }
    }
    paragraph(
        String.format(
            Locale.ROOT,
            "Learnt from %d trials; whether to go on: %s.",
            insights.trials(),
            insights.outlook().answer().words()));
  }

  private static String share(Importance importance) {
    return Figures.share(importance.variance());
  }

  private void failures() {
    int all = outcome.count(TrialState.FAILED);
    if (outcome.failed().isEmpty()) {
      return;
    }
    paragraph("### Failed trials");
    outcome.failed().stream().limit(FAILED_SHOWN).forEach(this::failure);
    text.append('\n');
    if (all > FAILED_SHOWN) {
      paragraph((all - FAILED_SHOWN) + " more are on " + link("the page", outcome.page()) + ".");
    }
  }

  private void failure(FailedTrial trial) {
    text.append("- ")
        .append(link("trial " + trial.number(), outcome.trialPage(trial.number())))
        .append(trial.cause().map(cause -> " (" + cause.word() + ")").orElse(""))
        .append(": ")
        .append(Markdown.code(trial.reason()))
        .append('\n');
  }

  private void table(String left, String right, Map<String, String> rows) {
    text.append("| ").append(left).append(" | ").append(right).append(" |\n| --- | --- |\n");
    rows.forEach(
        (name, value) -> text.append("| ").append(name).append(" | ").append(value).append(" |\n"));
    text.append('\n');
  }

  private void paragraph(String line) {
    text.append(line).append("\n\n");
  }

  private static String link(String words, URI target) {
    return "[" + words + "](" + target.toASCIIString() + ")";
  }
}
