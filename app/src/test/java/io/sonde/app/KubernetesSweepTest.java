package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sweep on a real control plane with a kubelet, which {@code
 * gpu-scheduler/src/test/kubernetes/run} starts, by the program as users start it, whose server is
 * killed meanwhile.
 */
@Tag("kubernetes")
@Tag("kubelet")
class KubernetesSweepTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir Path folder;

  private Path home() {
    return folder.resolve("home");
  }

  private SondeProcess start(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--backend", "kubernetes", "--shared", folder.resolve("shared").toString()));
    // The pods of this spec use the machine's own network.
    all.addAll(List.of("--image", "sonde.test/shell:1", "--advertise", "http://127.0.0.1"));
    return SondeProcess.start(
        home(),
        Map.of("KUBECONFIG", System.getProperty("sonde.kubernetes", "")),
        List.of(),
        all.toArray(String[]::new));
  }

  private List<String> begun() throws IOException {
    Path file = folder.resolve("begun");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  @Test
  void aSweepOfCommandsReportsOverHttpAndGoesOnWhenItsServerIsKilled() throws Exception {
    Path spec =
        Specs.file(
            folder,
            "pods",
            """
            name: pods
            objective: {metric: score, direction: maximize}
            space: {x: {int: [1, 100]}}
            search: {algorithm: random, seed: 3}
            budget: {trials: 4, parallel: 2}
            resources:
              kubernetes:
                labels: {team: tests}
                template:
                  hostNetwork: true
                  volumes: [{name: folder, hostPath: {path: "%s"}}]
                  containers:
                    - volumeMounts: [{name: folder, mountPath: "%s"}]
                      resources: {requests: {cpu: 100m}}
            trial:
              kind: command
              command: [sh, trial.sh, "${config.x}"]
            """
                .formatted(folder, folder));
    Files.writeString(
        folder.resolve("trial.sh"),
        """
        echo "$SONDE_TRIAL" >> begun
        until wget -q -O /dev/null --header "Authorization: Bearer $SONDE_TOKEN" \\
            --header "Content-Type: application/json" \\
            --post-data "{\\"step\\": 1, \\"metrics\\": {\\"score\\": $1}}" \\
            "$SONDE_URL/api/v1/attempts/$SONDE_ATTEMPT/reports"
        do sleep 1; done
        until [ -e go ]; do sleep 0.2; done
        echo "sonde: {\\"step\\": 2, \\"score\\": $1.5}"
        """);
    try (SondeProcess run = start("run", spec.toString())) {
      await().atMost(LIMIT).until(() -> begun().size() == 2);
      run.kill();
    }
    Files.createFile(folder.resolve("go"));
    try (SondeProcess resumed = start("resume", "1", "--json")) {
      assertThat(resumed.exitCode()).as(resumed.said()).isZero();
      assertThat(resumed.json().path("trials").path("completed").asInt()).isEqualTo(4);
    }
    assertThat(begun()).hasSize(4).doesNotHaveDuplicates();
    JsonNode trials = Json.parse(SondeProcess.run(home(), "export", "1").out()).path("trials");
    for (JsonNode trial : trials) {
      assertThat(trial.path("value").asDouble())
          .isEqualTo(trial.path("config").path("x").asInt() + 0.5);
    }
    new HomeProcesses(home()).assertNoneLeft();
  }
}
