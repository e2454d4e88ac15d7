package io.sonde.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.SondeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What runs while things are killed: its spec, and what each of its trials must have in the end.
 */
enum TroubledSweep {
  /** A shell's script with a child that would outlive it; one report and one checkpoint a step. */
  COMMAND("score", 12) {
    @Override
    String spec(Path folder, String resources) {
      return """
          name: command
          objective: {metric: score, direction: maximize}
          space: {x: {int: [1, 100]}}
          search: {algorithm: random, seed: 3}
          budget: {trials: 6, parallel: 3}
          %s
          trial:
            kind: command
            command: [sh, %s, "${config.x}", "%d"]
            %s
          """
          .formatted(resources, folder.resolve("trial.sh"), steps(), RETRIES);
    }

    @Override
    void check(JsonNode trial) {
      int x = trial.path("config").path("x").asInt();
      for (JsonNode point : trial.path("curves").path("score")) {
        assertThat(point.path(1).asDouble())
            .as("step %s of %s", point.path(0), trial)
            .isEqualTo(x + point.path(0).asInt() / 100.0);
      }
    }
  },

  /** Networks, which train in workers that go from trial to trial. */
  NETWORK("accuracy", 40) {
    @Override
    String spec(Path folder, String resources) {
      return """
          name: network
          objective: {metric: accuracy, direction: maximize}
          space:
            training: {epochs: %d, batch_size: 16}
            optimizer: {adam: {learning_rate: {float: [1e-3, 1e-1], scale: log}}}
            network: [{dense: {units: {int: [4, 16]}}}]
          search: {algorithm: random, seed: 7}
          budget: {trials: 4, parallel: 2}
          %s
          trial:
            kind: network
            data: {csv: {file: %s, label: species}}
            checkpoint: {every: 5}
            %s
          """
          .formatted(
              steps(), resources, SondeProcess.ROOT.resolve("examples/data/iris.csv"), RETRIES);
    }

    @Override
    void check(JsonNode trial) {
      assertThat(trial.path("value").asDouble()).isBetween(0.0, 1.0);
    }
  };

  /** A trial may be hit many times. */
  private static final String RETRIES =
      "retries: {crash: 100, lost: 100, infrastructure: {times: 100, backoff: 1s}}";

  /**
   * The lock is held by the script and its children: who does not get it runs beside an earlier
   * attempt's process.
   */
  private static final String SCRIPT =
      """
      cd "$(dirname "$0")"
      exec 9>>"locks/$SONDE_SWEEP-$SONDE_TRIAL"
      flock -n 9 || echo "$SONDE_ATTEMPT" >>overlaps
      sleep 600 &
      step=0
      [ -z "$SONDE_CHECKPOINT" ] || step=$(cat "$SONDE_CHECKPOINT/step")
      while [ "$step" -lt "$2" ]; do
        sleep 0.2
        step=$((step + 1))
        printf 'sonde: {"step": %d, "score": %d.%02d}\\n' "$step" "$1" "$step"
        part=$SONDE_FOLDER/checkpoints/step-$step.part
        mkdir -p "$part" && echo "$step" >"$part/step" && mv "$part" "${part%.part}"
      done
      """;

  private final String metric;
  private final int steps;

  TroubledSweep(String metric, int steps) {
    this.metric = metric;
    this.steps = steps;
  }

  /** The spec's text. */
  abstract String spec(Path folder, String resources);

  /** Asserts what is particular to a trial of this kind. */
  abstract void check(JsonNode trial);

  int steps() {
    return steps;
  }

  /** Writes what the trials need into the folder. */
  static void prepare(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("locks"));
    Files.writeString(folder.resolve("trial.sh"), SCRIPT);
  }

  /** Asserts that no attempt ran beside another one of its trial. */
  static void assertNoOverlap(Path folder) throws IOException {
    Path overlaps = folder.resolve("overlaps");
    assertThat(Files.exists(overlaps) ? Files.readAllLines(overlaps) : List.of())
        .as("attempts that ran beside a process of an earlier one")
        .isEmpty();
  }

  /** Asserts that a trial is completed and has every step once. */
  final void assertWhole(JsonNode trial) {
    assertThat(trial.path("state").asText()).as("the state of %s", trial).isEqualTo("completed");
    List<Integer> seen = new ArrayList<>();
    trial.path("curves").path(metric).forEach(point -> seen.add(point.path(0).asInt()));
    assertThat(seen)
        .as("the steps of %s", trial)
        .isEqualTo(IntStream.rangeClosed(1, steps).boxed().toList());
    check(trial);
  }
}
