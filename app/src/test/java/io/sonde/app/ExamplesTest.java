package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The examples, each with fewer trials than it ships with: what is found must beat what is obvious
 * on data that no trial saw. The obvious figures are those of {@code examples/data/README.md}.
 */
class ExamplesTest {
  @TempDir static Path home;

  @AfterAll
  static void nothingIsLeft() {
    new HomeProcesses(home).assertNoneLeft();
  }

  /** What the largest class, or ranking by popularity, or telling no hobby's absence, gives. */
  @ParameterizedTest
  @CsvSource({
    "fashion-mlp, test_accuracy, 0.100",
    "fashion-cnn, test_accuracy, 0.100",
    "fashion-residual, test_accuracy, 0.100",
    "cells, test_accuracy, 0.102",
    "text-lstm, test_accuracy, 0.125",
    "text-attention, test_accuracy, 0.125",
    "recommender, test_ndcg_10, 0.047",
    "hobbies, test_f1, 0.398",
    "concrete, test_r2, 0.0",
  })
  void beatsWhatIsObvious(String example, String metric, double obvious) {
    Path spec = SondeProcess.ROOT.resolve("examples").resolve(example + ".yaml");
    SondeProcess run = SondeProcess.run(home, "run", spec.toString(), "--trials", "2", "--json");
    assertThat(run.exitCode()).as(run.said()).isZero();
    JsonNode told = run.json().findValue(metric);
    assertThat(told).as(metric + " in " + run.json()).isNotNull();
    assertThat(told.asDouble()).isGreaterThan(obvious + (1 - obvious) * 0.1);
  }
}
