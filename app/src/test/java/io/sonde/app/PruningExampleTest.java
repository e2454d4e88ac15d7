package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.document.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accuracy against size, searched by pruning. */
class PruningExampleTest {
  @TempDir Path home;

  @Test
  void theFrontHoldsASmallNetworkThatIsStillGood() throws Exception {
    Path spec = SondeProcess.ROOT.resolve("examples/pruned-cnn.yaml");
    SondeProcess run = SondeProcess.run(home, "run", spec.toString(), "--trials", "6", "--json");
    assertThat(run.exitCode()).as(run.said()).isZero();
    JsonNode front =
        SondeProcess.run(home, "show", "1", "--json").json().path("insights").path("front");
    List<Double> sizes = new ArrayList<>();
    for (JsonNode point : front.path("points")) {
      JsonNode values = point.path("values");
      sizes.add(values.path("parameters").asDouble());
      // The largest class is a tenth of the pictures.
      assertThat(values.path("accuracy").asDouble()).as(front.toString()).isGreaterThan(0.4);
    }
    double largest = 0;
    int pruned = 0;
    for (JsonNode trial : Json.parse(SondeProcess.run(home, "export", "1").out()).path("trials")) {
      JsonNode metrics = trial.path("metrics");
      largest = Math.max(largest, metrics.path("parameters").asDouble());
      if (trial.path("config").path("compression").has("structured")) {
        pruned++;
        assertThat(trial.toString())
            .contains("accuracy_after_pruning", "parameters_before_pruning");
        assertThat(metrics.path("nonzero_parameters").asDouble())
            .isEqualTo(metrics.path("parameters").asDouble());
        assertThat(metrics.path("sparsity").asDouble()).isBetween(0.05, 0.99);
      }
    }
    assertThat(pruned).isPositive();
    double half = largest / 2;
    assertThat(sizes).anyMatch(size -> size <= half);
    new HomeProcesses(home).assertNoneLeft();
  }
}
