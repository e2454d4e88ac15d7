package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.web.document.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep from the command line to its results, as a new user does it. */
class RunTest {
  @TempDir Path folder;

  @Test
  void runsShowsListsAndExports() throws Exception {
    Path home = folder.resolve("home");
    SondeProcess run = SondeProcess.run(home, "run", Specs.quick(folder).toString(), "--json");
    assertThat(run.exitCode()).as(run.said()).isZero();
    JsonNode summary = run.json();
    assertThat(summary.path("sweep").asInt()).isEqualTo(1);
    assertThat(summary.path("experiment").asText()).isEqualTo("quick");
    assertThat(summary.path("state").asText()).isEqualTo("completed");
    assertThat(summary.path("trials").path("completed").asInt()).isEqualTo(12);
    assertThat(summary.path("best").path("metrics").path("accuracy").asDouble()).isGreaterThan(0.5);
    assertThat(summary.path("best").path("metrics").has("test_accuracy")).isFalse();
    assertThat(
            summary.path("best").path("config").path("optimizer").path("adam").has("learning_rate"))
        .isTrue();
    assertThat(summary.path("test_accuracy").asDouble()).isGreaterThan(0.3);
    assertThat(summary.path("seconds").asDouble()).isPositive();
    assertThat(run.err()).contains("http://127.0.0.1:").contains("Best: trial ");
    new HomeProcesses(home).assertNoneLeft();

    assertShownWithWhatWasLearnt(home, summary);
    JsonNode list = SondeProcess.run(home, "list", "--json").json();
    assertThat(list.path("sweeps")).hasSize(1);
    assertThat(list.path("sweeps").path(0).path("trials").path("completed").asInt()).isEqualTo(12);
    JsonNode export = Json.parse(SondeProcess.run(home, "export", "1").out());
    assertThat(export.path("trials")).hasSize(12);
    JsonNode trial = export.path("trials").path(3);
    assertThat(trial.path("number").asInt()).isEqualTo(3);
    assertThat(trial.path("metrics").path("parameters").asInt()).isPositive();
    List<String> csv =
        SondeProcess.run(home, "export", "1", "--format", "csv").out().lines().toList();
    assertThat(csv).hasSize(13);
    assertThat(csv.get(0)).startsWith("number,state,").contains("optimizer.adam.learning_rate");
    assertTheBestModelIsKept(home, summary.path("best").path("trial").asInt());
    new HomeProcesses(home).assertNoneLeft();
  }

  private static void assertShownWithWhatWasLearnt(Path home, JsonNode summary) {
    SondeProcess show = SondeProcess.run(home, "show", "1", "--json");
    ObjectNode shown = (ObjectNode) show.json();
    JsonNode learnt = shown.remove("insights");
    assertThat((JsonNode) shown).isEqualTo(summary);
    assertThat(learnt.path("trials").asInt()).isEqualTo(12);
    JsonNode accuracy = learnt.path("objectives").path(0);
    assertThat(accuracy.path("metric").asText()).isEqualTo("accuracy");
    assertThat(accuracy.path("parameters").path(0).path("variance").asDouble()).isPositive();
    assertThat(learnt.path("front").isNull()).isTrue();
    assertThat(show.err())
        .contains("What accuracy depends on, from 12 trials:")
        .contains("optimizer.adam.learning_rate");
  }

  private static void assertTheBestModelIsKept(Path home, int trial) throws Exception {
    try (Stream<Path> files = Files.walk(home.resolve("sweeps/sweep-1/trial-" + trial))) {
      assertThat(files.map(f -> f.getFileName().toString())).contains("model.zip");
    }
  }

  @Test
  void theSameSeedAsksForTheSameConfigurationsInTheSameOrder() throws Exception {
    Path spec = Specs.quick(folder);
    List<List<JsonNode>> runs = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      Path home = folder.resolve(name);
      SondeProcess run =
          SondeProcess.run(
              home, "run", spec.toString(), "--seed", "7", "--parallel", "1", "--trials", "12");
      assertThat(run.exitCode()).as(run.said()).isZero();
      List<JsonNode> seen = new ArrayList<>();
      Json.parse(SondeProcess.run(home, "export", "1").out())
          .path("trials")
          .forEach(
              trial -> {
                seen.add(trial.path("config"));
                seen.add(trial.path("metrics"));
              });
      runs.add(seen);
    }
    assertThat(runs.get(0)).hasSize(24).isEqualTo(runs.get(1));
  }

  @Test
  void runBesideAServerHandsItTheSweepAndFollows() {
    Path home = folder.resolve("home");
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      String address = server.address();
      server.awaitSaid("Sonde serves");
      SondeProcess run =
          SondeProcess.run(home, "run", Specs.quick(folder).toString(), "--trials", "3", "--json");
      assertThat(run.exitCode()).as(run.said()).isZero();
      assertThat(run.json().path("trials").path("completed").asInt()).isEqualTo(3);
      assertThat(run.err()).contains("in the running server: " + address);
      JsonNode list = SondeProcess.run(home, "list", "--json").json();
      assertThat(list.path("sweeps").path(0).path("state").asText()).isEqualTo("completed");
      server.interrupt();
      assertThat(server.exitCode()).isEqualTo(130);
    }
    new HomeProcesses(home).assertNoneLeft();
  }
}
