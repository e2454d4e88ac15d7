package io.sonde.trial.diagnosis;

import io.sonde.search.spec.LogRule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for the rules of a spec in a log: the first rule that any line fits, with the first line
 * that fits it. Memory and time are bounded whatever stands in the log and whatever the rules are.
 */
final class LogSearch {
  private static final Logger log = LoggerFactory.getLogger(LogSearch.class);

  /** How the lines begin that the launcher itself adds to logs. */
  private static final String OUR_NOTES = "[sonde]";

  /** For all rules on one log together. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<LogRule> rules;
  private final List<PatientPattern> patterns = new ArrayList<>();
  private int found;
  private String line = "";

  /** A rule and the line that fits it. */
  record Finding(LogRule rule, String line) {}

  private LogSearch(List<LogRule> rules, Duration patience) {
    this.rules = rules;
    this.found = rules.size();
    for (LogRule rule : rules) {
      patterns.add(new PatientPattern(rule.pattern(), patience.dividedBy(rules.size())));
    }
  }

  /**
   * Searches a log, and then the sentence that says how the attempt ended, which a process may have
   * told without printing it.
   */
  static Optional<Finding> of(List<LogRule> rules, Path file, String reason) {
    return of(rules, file, reason, PATIENCE);
  }

  static Optional<Finding> of(List<LogRule> rules, Path file, String reason, Duration patience) {
    LogSearch search = new LogSearch(rules, patience);
    try (LogLines lines = new LogLines(file)) {
      for (Optional<String> next = lines.next();
          next.isPresent() && search.found > 0;
          next = lines.next()) {
        if (!next.get().startsWith(OUR_NOTES)) {
          search.look(next.get());
        }
      }
    } catch (IOException e) {
      log.warn("The rules of the spec are not looked for in {}: {}", file, e.getMessage());
    }
    reason.lines().forEach(search::look);
    search.tellExhausted(file);
    return search.finding();
  }

  /** Only rules before the one that was found matter any more. */
  private void look(String candidate) {
    for (int i = 0; i < found; i++) {
      if (patterns.get(i).foundIn(candidate)) {
        found = i;
        line = candidate;
      }
    }
  }

  private void tellExhausted(Path file) {
    for (int i = 0; i < patterns.size(); i++) {
      if (patterns.get(i).exhausted()) {
        String pattern = rules.get(i).pattern().pattern();
        log.warn("The pattern '{}' takes too long in {} and was not looked for", pattern, file);
      }
    }
  }

  private Optional<Finding> finding() {
    return found < rules.size()
        ? Optional.of(new Finding(rules.get(found), line.strip()))
        : Optional.empty();
  }
}
