package io.sonde.trial.launch;

import io.sonde.search.report.Report;
import java.util.Map;

/**
 * What a line of a process's output tells: {@code sonde: {"step": 1, "accuracy": 0.9}} is a report,
 * {@code sonde: {"result": {"test_accuracy": 0.9}}} what was measured at the end.
 */
sealed interface PrintedLine {
  /** How such a line begins. */
  String BEGIN = "sonde: {";

  /** The metrics of a step. */
  record Step(Report report) implements PrintedLine {}

  /** What was measured at the end. */
  record Result(Map<String, Double> metrics) implements PrintedLine {}
}
