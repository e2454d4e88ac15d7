package io.sonde.trial.diagnosis;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.queue.Scheduler;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.spec.LogRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the end of a failed attempt in the light of its log, and sets aside what it ran on where a
 * rule says so. Thread-safe.
 */
final class Diagnosis {
  /** So much of a line is quoted. */
  private static final int MOST_QUOTED = 200;

  private final Scheduler scheduler;

  Diagnosis(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** The end with what the first rule that applies makes of it; the same where none does. */
  AttemptEnd of(
      AttemptId attempt, List<LogRule> rules, List<String> devices, Path file, AttemptEnd end) {
    Optional<LogSearch.Finding> finding = LogSearch.of(rules, file, end.reason());
    if (finding.isEmpty()) {
      return end;
    }
    LogRule rule = finding.get().rule();
    String said = rule.name() + " (its log: " + quoted(finding.get().line()) + ")";
    List<String> aside = rule.setAside() ? setAside(devices, attempt, said) : List.of();
    String consequence = aside.isEmpty() ? "" : "; set aside: " + String.join(", ", aside);
    return new AttemptEnd(
        rule.cause().orElse(end.cause()),
        said + ": " + end.reason() + consequence,
        end.metrics(),
        end.retry() && rule.retry());
  }

  /**
   * Slots of the processor have no hardware of their own that could be broken. On a cluster it is
   * the node that is set aside.
   */
  private List<String> setAside(List<String> devices, AttemptId attempt, String said) {
    Set<String> slots =
        scheduler.status().devices().stream()
            .map(status -> status.device())
            .filter(device -> device.kind() == Device.Kind.CPU_SLOT)
            .map(Device::id)
            .collect(Collectors.toSet());
    List<String> aside = devices.stream().filter(id -> !slots.contains(id)).toList();
    aside.forEach(id -> scheduler.setAside(id, said + ", told by attempt " + attempt));
    return aside;
  }

  private static String quoted(String line) {
    return line.length() <= MOST_QUOTED ? line : line.substring(0, MOST_QUOTED) + "…";
  }
}
