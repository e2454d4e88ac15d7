package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.document.Json;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users' Java classes as trials, compiled as users do it and run by the real program. */
class ClassTrialsTest {
  private static final Path EXAMPLE = SondeProcess.ROOT.resolve("examples/java-class");

  /** A class whose every way to go wrong is a word of its configuration. */
  private static final String TRIAL =
      """
      package mine;
      import io.sonde.trial.user.*;
      import java.nio.file.*;
      import java.util.*;
      public class Ways implements Trial<Ways.Settings> {
        public record Settings(String what, double rate, Optional<Integer> units) {
          public Settings {
            if (what.equals("refused")) throw new IllegalArgumentException("no such what");
          }
        }
        public void run(TrialContext<Settings> context) throws Exception {
          Settings settings = context.configuration();
          switch (settings.what()) {
            case "throws" -> throw new IllegalStateException("the data are gone");
            case "unfit" -> throw new InfeasibleTrialException("too wide");
            case "hoard" -> { List<long[]> all = new ArrayList<>(); while (true) all.add(new long[1 << 20]); }
            case "silent" -> { return; }
            default -> { }
          }
          String state = context.restored().isPresent()
              ? Files.readString(context.restored().get().folder().resolve("state")) : "";
          for (int step = context.restored().map(s -> s.step() + 1).orElse(1); step <= 9; step++) {
            String next = state + step;
            state = next;
            boolean goOn = context.report(step, "score", settings.rate() + step / 100.0);
            context.checkpoint(folder -> Files.writeString(folder.resolve("state"), next));
            if (!goOn) return;
          }
          if (!state.equals("123456789")) throw new AssertionError(state);
          Path note = Files.writeString(context.folder().resolve("note.txt"), state);
          context.artifact(note, "notes/note.txt");
          context.result(Map.of("test_score", settings.rate()));
        }
      }
      """;

  private static final String OTHER = "package mine; public class Other {}";

  @TempDir Path folder;

  @AfterEach
  void nothingIsLeft() {
    new HomeProcesses(folder.resolve("home")).assertNoneLeft();
  }

  @Test
  void theExampleIsCompiledAndRun() throws Exception {
    Path work = Files.createDirectories(folder.resolve("java-class"));
    compile(work.resolve("classes"), EXAMPLE.resolve("src/example/DigitsTrial.java"));
    Files.createDirectories(folder.resolve("data"));
    Files.copy(
        SondeProcess.ROOT.resolve("examples/data/digits.csv"), folder.resolve("data/digits.csv"));
    Path spec = Files.copy(EXAMPLE.resolve("digits.yaml"), work.resolve("digits.yaml"));
    SondeProcess run = SondeProcess.run(home(), "run", spec.toString(), "--trials", "3", "--json");
    assertThat(run.exitCode()).as(run.said()).isZero();
    assertThat(run.json().path("state").asText()).isEqualTo("completed");
    // The most frequent digit is one in ten.
    assertThat(run.json().path("test_accuracy").asDouble()).as(run.said()).isGreaterThan(0.8);
  }

  @Test
  void everyWayToEndIsToldApart() throws Exception {
    compile(folder.resolve("classes"), Files.writeString(folder.resolve("Ways.java"), TRIAL));
    Path spec =
        spec(
            "mine.Ways",
            """
            space:
              what: {choice: [fine, throws, unfit, hoard, silent, refused]}
              rate: 0.5
            search: {algorithm: grid}
            budget: {trials: 6, parallel: 2}
            """);
    SondeProcess run = SondeProcess.run(home(), "run", spec.toString());
    assertThat(run.exitCode()).as(run.said()).isZero();
    Map<String, JsonNode> trials = new HashMap<>();
    trials().forEach(t -> trials.put(t.path("config").path("what").asText(), t));
    assertTrial(trials.get("fine"), "completed", "");
    assertThat(trials.get("fine").path("measured").path("test_score").asDouble()).isEqualTo(0.5);
    assertTrial(
        trials.get("throws"),
        "failed",
        "mine.Ways threw java.lang.IllegalStateException: the data are gone");
    assertThat(log(trials.get("throws"))).content().contains("at mine.Ways.run(Ways.java");
    assertTrial(trials.get("unfit"), "infeasible", "too wide");
    assertTrial(trials.get("hoard"), "failed", "needs more memory than it may have");
    assertTrial(trials.get("silent"), "failed", "reported nothing");
    assertTrial(trials.get("refused"), "infeasible", "no such what");
  }

  @Test
  void itIsTakenFurtherFromItsCheckpoint() throws Exception {
    compile(folder.resolve("classes"), Files.writeString(folder.resolve("Ways.java"), TRIAL));
    Path spec =
        spec(
            "mine.Ways",
            """
            space: {what: fine, rate: {float: [0, 1]}}
            search:
              algorithm: random
              seed: 3
              start: [{rate: 0.9}, {rate: 0.8}, {rate: 0.7}]
            early_stopping: {rule: asha, min: 3, max: 9, eta: 3, mode: promoting}
            budget: {trials: 3, parallel: 1}
            """);
    SondeProcess run = SondeProcess.run(home(), "run", spec.toString());
    assertThat(run.exitCode()).as(run.said()).isZero();
    assertThat(trials())
        .allSatisfy(t -> assertThat(t.path("state").asText()).isIn("completed", "stopped"))
        .first()
        .satisfies(
            t -> {
              assertThat(t.path("state").asText()).as("%s", t).isEqualTo("completed");
              assertThat(t.path("attempt_count").asInt()).isGreaterThan(1);
            });
  }

  @Test
  void aClassThatIsNotThereOrNoTrialIsSaidSo() throws Exception {
    compile(folder.resolve("classes"), Files.writeString(folder.resolve("Other.java"), OTHER));
    String rest = "space: {rate: {float: [0, 1]}}\nbudget: {trials: 1}\n";
    SondeProcess missing =
        SondeProcess.run(home(), "validate", spec("mine.Missing", rest).toString());
    assertThat(missing.exitCode()).isEqualTo(2);
    assertThat(missing.err()).contains("trial.class: there is no class mine.Missing in ");
    SondeProcess none = SondeProcess.run(home(), "run", spec("mine.Other", rest).toString());
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(none.said())
        .contains("the class mine.Other does not implement io.sonde.trial.user.Trial")
        .doesNotContain("Exception");
  }

  private static void assertTrial(JsonNode trial, String state, String reason) {
    assertThat(trial.path("state").asText()).as("%s", trial).isEqualTo(state);
    assertThat(trial.path("reason").asText()).contains(reason);
  }

  /** Against the class path that the documentation names. */
  private static void compile(Path classes, Path source) throws IOException {
    Path build = SondeProcess.ROOT.resolve("trial-runner/target");
    String classpath =
        build.resolve("trial-runner.jar")
            + File.pathSeparator
            + Files.readString(build.resolve("worker.classpath")).strip();
    Files.createDirectories(classes);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    List<String> options = List.of("-proc:none", "-cp", classpath, "-d", classes.toString());
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var units = files.getJavaFileObjects(source);
      assertThat(compiler.getTask(problems, files, null, options, null, units).call())
          .as(problems.toString())
          .isTrue();
    }
  }

  private Path log(JsonNode trial) {
    int number = trial.path("number").asInt();
    return home().resolve("sweeps/sweep-1/trial-" + number + "/attempt-1/log.txt");
  }

  private JsonNode trials() throws IOException {
    return Json.parse(SondeProcess.run(home(), "export", "1").out()).path("trials");
  }

  private Path spec(String type, String rest) {
    return Specs.file(
        folder,
        "spec",
        """
        name: classes
        objective: {metric: score, direction: maximize}
        %sresources: {memory: 600m}
        trial: {kind: class, class: %s, classpath: [classes], timeout: 2m}
        """
            .formatted(rest, type));
  }

  private Path home() {
    return folder.resolve("home");
  }
}
