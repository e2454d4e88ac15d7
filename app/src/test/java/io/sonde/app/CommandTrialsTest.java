package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users' commands as trials, run by the real program; also those that misbehave. */
class CommandTrialsTest {
  /** Each of these does one thing that no trial should do; two do what they should. */
  private static final String MISBEHAVING =
      """
      report() { echo "sonde: {\\"step\\": $1, \\"score\\": $2}"; }
      case "$1" in
        good) report 1 0.5; report 2 0.7; echo 'sonde: {"result": {"test_score": 0.6}}' ;;
        hog) report 1 0.5; exec tail /dev/zero ;;
        forks) (trap '' TERM HUP; sleep 600) & setsid sleep 600 & sleep 600 & report 1 0.5 ;;
        deaf) trap '' TERM; report 9 0; while :; do sleep 1; done ;;
        loud) yes 'a line that says nothing' | head -c 1000000000; report 1 0.5 ;;
        nan) report 1 NaN; report 2 NaN ;;
        silent) echo "I forgot to report" ;;
        twice) report 1 0.4; report 1 0.4; report 2 0.45 ;;
        changed) report 1 0.4; report 1 0.9; report 2 0.3 ;;
        back) report 2 0.4; report 1 0.9 ;;
        garbled) echo 'sonde: {"step": 1, "score":'; report 2 0.4 ;;
        crash) report 1 0.5; echo "a word before the end"; exit 3 ;;
        unfit) echo "the filter is wider than the image"; exit 78 ;;
      esac
      """;

  @TempDir Path folder;

  @AfterEach
  void nothingIsLeft() {
    new HomeProcesses(folder.resolve("home")).assertNoneLeft();
  }

  @Test
  void whatMisbehavesEndsAsDocumentedAndHurtsNoOther() throws Exception {
    Files.writeString(folder.resolve("misbehave.sh"), MISBEHAVING);
    Path spec =
        spec(
            """
            space:
              what:
                choice: [good, hog, forks, deaf, loud, nan, silent, twice, changed, back, garbled, crash, unfit]
            search: {algorithm: grid}
            early_stopping: {rule: threshold, at_least: 0.1, warmup: 5}
            budget: {trials: 13, parallel: 2}
            resources: {memory: 300m}
            trial:
              kind: command
              command: [sh, misbehave.sh, "${config.what}"]
              timeout: 2m
            """);
    SondeProcess run = SondeProcess.run(home(), "run", spec.toString());
    assertThat(run.exitCode()).as(run.said()).isZero();
    Map<String, JsonNode> trials = byBehaviour();
    assertTrial(trials, "good", "completed", "");
    assertThat(trials.get("good").path("value").asDouble()).isEqualTo(0.7);
    assertThat(trials.get("good").path("measured").path("test_score").asDouble()).isEqualTo(0.6);
    assertTrial(trials, "hog", "failed", "needs more memory than it may have");
    assertTrial(trials, "forks", "completed", "");
    assertTrial(trials, "deaf", "stopped", "0.1");
    assertTrial(trials, "loud", "failed", "its log grew beyond its limit of 67,108,864 bytes");
    assertThat(Files.size(log(trials, "loud"))).isLessThan(70_000_000);
    assertTrial(trials, "nan", "failed", "without a value of 'score' that is a number");
    assertTrial(trials, "silent", "failed", "reported nothing");
    assertTrial(trials, "twice", "completed", "");
    assertThat(trials.get("twice").path("value").asDouble()).isEqualTo(0.45);
    assertTrial(trials, "changed", "completed", "");
    assertThat(trials.get("changed").path("value").asDouble()).isEqualTo(0.4);
    assertThat(log(trials, "changed")).content().contains("step 1 was reported again with other");
    assertTrial(trials, "back", "completed", "");
    assertThat(trials.get("back").path("value").asDouble()).isEqualTo(0.4);
    assertThat(log(trials, "back")).content().contains("step 1 was not taken", "steps must rise");
    assertTrial(trials, "garbled", "completed", "");
    assertThat(log(trials, "garbled")).content().contains("this line is no report");
    assertTrial(trials, "crash", "failed", "exited with code 3", "a word before the end");
    assertTrial(trials, "unfit", "infeasible", "the filter is wider than the image");
  }

  /** The first attempt leaves its last checkpoint and is lost before its end is known. */
  @Test
  void whoGoesOnFromTheLastStepHasNothingLeftToReport() throws Exception {
    Files.writeString(
        folder.resolve("last.sh"),
        """
        [ -n "$SONDE_CHECKPOINT" ] && exit 0
        echo 'sonde: {"step": 1, "score": 0.5}'
        echo 'sonde: {"step": 2, "score": 0.6}'
        sleep 2
        mkdir -p "$SONDE_FOLDER/checkpoints/step-2.part"
        mv "$SONDE_FOLDER/checkpoints/step-2.part" "$SONDE_FOLDER/checkpoints/step-2"
        exit 1
        """);
    Path spec =
        spec(
            """
            space: {what: {choice: [last]}}
            search: {algorithm: grid}
            budget: {trials: 1, parallel: 1}
            trial:
              kind: command
              command: [sh, last.sh]
              retries: {crash: 3}
            """);
    SondeProcess run = SondeProcess.run(home(), "run", spec.toString());
    assertThat(run.exitCode()).as(run.said()).isZero();
    JsonNode trial = byBehaviour().get("last");
    assertThat(trial.path("state").asText()).as("%s", trial).isEqualTo("completed");
    assertThat(trial.path("value").asDouble()).isEqualTo(0.6);
    assertThat(trial.path("attempt_count").asInt()).isEqualTo(2);
  }

  @Test
  void rulesOnTheLogSayWhatAFailureCountsAs() throws Exception {
    Files.writeString(
        folder.resolve("fail.sh"),
        """
        attempt=${SONDE_ATTEMPT##*-}
        case "$1" in
          card) [ $attempt -lt 4 ] && { echo "CUDA error: uncorrectable ECC"; exit 1; } ;;
          memory) echo "CUDA out of memory. Tried 2 GiB" >&2; exit 1 ;;
          file) echo "FileNotFoundError: train.csv"; exit 1 ;;
          other) echo "something else"; exit 1 ;;
        esac
        echo 'sonde: {"step": 1, "score": 0.5}'
        """);
    Path spec =
        spec(
            """
            space: {what: {choice: [card, memory, file, other]}}
            search: {algorithm: grid}
            budget: {trials: 4, parallel: 2}
            trial:
              kind: command
              command: [sh, fail.sh, "${config.what}"]
              timeout: 1m
              retries: {crash: 1, oom: 2, infrastructure: {times: 3, backoff: 1s}}
              log_rules:
                - {pattern: "uncorrectable ECC", label: broken card, cause: infrastructure, set_aside: true}
                - {pattern: 'out of memory\\. Tried \\d+ GiB', cause: oom}
                - {pattern: "FileNotFoundError", retry: false}
            """);
    SondeProcess run = SondeProcess.run(home(), "run", spec.toString());
    assertThat(run.exitCode()).as(run.said()).isZero();
    Map<String, JsonNode> trials = byBehaviour();
    assertTrial(trials, "card", "completed", "");
    assertAttempts(trials, "card", 4);
    assertTrial(trials, "memory", "failed", "(its log: CUDA out of memory. Tried 2 GiB)");
    assertTrial(trials, "memory", "failed", "exited with code 1", "(after 2 retries)");
    assertAttempts(trials, "memory", 3);
    assertTrial(
        trials, "file", "failed", "rule 'FileNotFoundError' (its log:", "(not tried again)");
    assertAttempts(trials, "file", 1);
    assertTrial(trials, "other", "failed", "its process exited with code 1", "(after 1 retries)");
    assertAttempts(trials, "other", 2);
  }

  private static void assertAttempts(Map<String, JsonNode> trials, String what, int expected) {
    assertThat(trials.get(what).path("attempt_count").asInt()).as(what).isEqualTo(expected);
  }

  @Test
  void aPythonTrialReportsChecksAndGoesOnFromItsCheckpoint() throws Exception {
    assumePython();
    Files.writeString(
        folder.resolve("train.py"),
        """
        import os, sonde
        saved = sonde.restore()
        first = saved.step + 1 if saved else 1
        state = (saved.folder / "state").read_text() if saved else ""
        for step in range(first, 10):
            state += str(step)
            go_on = sonde.report(step, score=float(os.environ["SONDE_CONFIG_X"]) + step / 100)
            with sonde.checkpoint() as place:
                (place / "state").write_text(state)
            if not go_on:
                break
        else:
            assert state == "123456789", state
            sonde.artifact(__file__, "source/train.py")
            sonde.result(test_score=sonde.config["x"])
        """);
    Path spec =
        spec(
            """
            space: {x: {float: [0, 1]}}
            search:
              algorithm: random
              seed: 3
              start: [{x: 0.9}, {x: 0.8}, {x: 0.7}, {x: 0.6}, {x: 0.5}, {x: 0.4}, {x: 0.3}, {x: 0.2}, {x: 0.1}]
            early_stopping: {rule: asha, min: 1, max: 9, eta: 3, mode: promoting}
            budget: {trials: 9, parallel: 1}
            trial: {kind: command, command: [python3, train.py], timeout: 1m}
            """);
    SondeProcess run = SondeProcess.run(home(), "run", spec.toString());
    assertThat(run.exitCode()).as(run.said()).isZero();
    assertThat(trials())
        .allSatisfy(t -> assertThat(t.path("state").asText()).isIn("completed", "stopped"));
    JsonNode best = trials().path(0);
    assertThat(best.path("state").asText()).as("%s", best).isEqualTo("completed");
    assertThat(best.path("attempt_count").asInt()).isGreaterThan(1);
    assertThat(best.path("measured").path("test_score").asDouble()).isPositive();
    assertThat(
            home()
                .resolve("sweeps/sweep-1/trial-" + best.path("number").asInt())
                .resolve("attempt-" + best.path("attempt_count").asInt())
                .resolve("artifacts/source/train.py"))
        .exists();
  }

  @Test
  void aCommandReportsByTheLineOfTheGuideAndTellsItsEnd() throws Exception {
    assumeProgram("curl");
    String guide = Files.readString(SondeProcess.ROOT.resolve("docs/commands.md"));
    int begin = guide.indexOf("curl -sS");
    String report = guide.substring(begin, guide.indexOf("\n```", begin));
    String end =
        report
            .replace("/reports", "/end")
            .replaceAll("-d '.*'", "-d '{\"outcome\": \"completed\", \"reason\": \"by hand\"}'");
    Files.writeString(folder.resolve("report.sh"), report + "\n" + end + "\nsleep 1\n");
    Path spec =
        spec(
            """
            space: {x: {float: [0, 1]}}
            budget: {trials: 1}
            trial: {kind: command, command: [sh, report.sh], timeout: 1m}
            """);
    Files.writeString(spec, Files.readString(spec).replace("metric: score", "metric: accuracy"));
    SondeProcess run = SondeProcess.run(home(), "run", spec.toString());
    assertThat(run.exitCode()).as(run.said()).isZero();
    JsonNode trial = trials().path(0);
    assertThat(trial.path("state").asText()).isEqualTo("completed");
    assertThat(trial.path("value").asDouble()).isEqualTo(0.9);
    assertThat(trial.path("reason").asText()).isEqualTo("by hand");
  }

  @Test
  void whatIsWrongWithACommandIsToldBeforeAnythingStarts() {
    Path spec =
        spec(
            """
            space: {x: {float: [0, 1]}, kind: {choice: {a: {rate: {float: [0, 1]}}, b: {}}}}
            budget: {trials: 1}
            trial:
              kind: command
              command: [pithon, "${config.y}", "${config.kind.a.rate}", "${HOME}"]
              directory: nowhere
            """);
    SondeProcess run = SondeProcess.run(home(), "validate", spec.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("trial.command[1]: the space has nothing at 'y'")
        .contains("7:36 trial.command[2]: only some configurations have a value at kind.a.rate")
        .contains("trial.command[3]: unknown reference ${HOME}")
        .contains("trial.directory: the folder to run in does not exist")
        .doesNotContain("Exception");
  }

  private static void assertTrial(
      Map<String, JsonNode> trials, String what, String state, String... reasons) {
    JsonNode trial = trials.get(what);
    assertThat(trial).as(what).isNotNull();
    assertThat(trial.path("state").asText()).as("%s: %s", what, trial).isEqualTo(state);
    assertThat(trial.path("reason").asText()).as(what).contains(reasons);
  }

  private Map<String, JsonNode> byBehaviour() throws IOException {
    Map<String, JsonNode> trials = new HashMap<>();
    trials().forEach(t -> trials.put(t.path("config").path("what").asText(), t));
    return trials;
  }

  private Path log(Map<String, JsonNode> trials, String what) {
    int number = trials.get(what).path("number").asInt();
    return home().resolve("sweeps/sweep-1/trial-" + number + "/attempt-1/log.txt");
  }

  private JsonNode trials() throws IOException {
    return Json.parse(SondeProcess.run(home(), "export", "1").out()).path("trials");
  }

  private Path spec(String rest) {
    return Specs.file(
        folder, "spec", "name: commands\nobjective: {metric: score, direction: maximize}\n" + rest);
  }

  private Path home() {
    return folder.resolve("home");
  }

  static void assumePython() throws IOException, InterruptedException {
    assumeProgram("python3");
  }

  private static void assumeProgram(String name) throws IOException, InterruptedException {
    boolean there = new ProcessBuilder("sh", "-c", "command -v " + name).start().waitFor() == 0;
    String need = "this test needs " + name + " on the PATH";
    assertThat(there || !Boolean.getBoolean("sonde.everything")).as(need).isTrue();
    assumeTrue(there, need);
  }
}
