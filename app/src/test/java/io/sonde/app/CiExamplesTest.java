package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The shell steps of the examples for CI, run as their hosts run them, against a real server. */
class CiExamplesTest {
  private static final Path EXAMPLES = SondeProcess.ROOT.resolve("examples/ci");
  private static final String GOOD = "$SONDE_CONFIG_X";
  private static final String BAD = "-5";

  @TempDir Path folder;

  /**
   * For what a CI runs.
   *
   * @param request the number of the pull request; empty for a push
   */
  private record Occasion(String branch, String request) {
    static final Occasion PUSH = new Occasion("main", "");
    static final Occasion REQUEST = new Occasion("better", "7");
  }

  @Test
  void theStepsPassAndFailAsTheGateDoes() throws Exception {
    writeProgram();
    try (SondeProcess server = SondeProcess.start(folder.resolve("home"), "serve")) {
      String address = server.address();
      writeSpec(GOOD);
      assertThat(github(address, "10", Occasion.REQUEST))
          .as("before main was searched")
          .isEqualTo(3);
      assertThat(said())
          .contains("No other completed sweep of the experiment 'quick' is on the branch 'main'");
      assertThat(summary()).contains("[Sweep 1](" + address, "**Gate: not decided.**");
      assertThat(github(address, "11", Occasion.PUSH)).as(said()).isZero();
      assertThat(summary()).contains("[Sweep 2](" + address + "/sweeps/2)", "branch `main`");
      assertThat(summary()).doesNotContain("Gate");
      assertThat(github(address, "12", Occasion.REQUEST)).as(said()).isZero();
      assertThat(said()).contains("Gate of sweep 3 against sweep 2: pass");
      assertThat(summary()).contains("[Sweep 3](" + address + "/sweeps/3)", "**Gate: pass**");
      assertThat(gitlab(address, "13", Occasion.PUSH)).as(said()).isZero();
      assertThat(junit()).contains("name=\"sweep completes\"").doesNotContain("gate");
      assertThat(gitlab(address, "14", Occasion.REQUEST)).as(said()).isZero();
      assertThat(said()).contains("Gate of sweep 5 against sweep 4: pass");
      assertThat(junit()).contains("failures=\"0\" errors=\"0\"", "gate against sweep 4");
      writeSpec(BAD);
      assertThat(github(address, "15", Occasion.REQUEST)).isEqualTo(1);
      assertThat(said()).contains("Gate of sweep 6 against sweep 4: fail");
      assertThat(summary()).contains("**Gate: fail**");
      assertThat(gitlab(address, "16", Occasion.REQUEST)).isEqualTo(1);
      assertThat(said()).contains("Gate of sweep 7 against sweep 4: fail");
      assertThat(junit()).contains("failures=\"1\"", "<failure type=\"fail\"");
      writeSpec(GOOD);
      assertThat(github(address, "15", "2", Occasion.REQUEST)).as("run again by hand").isZero();
      assertThat(said()).contains("Gate of sweep 8 against sweep 4: pass");
      assertThat(github(address, "15", "2", Occasion.REQUEST)).as("sent again").isZero();
      assertThat(said()).contains("Gate of sweep 8 against sweep 4: pass");
      server.interrupt();
      server.exitCode();
    }
  }

  private int github(String address, String run, Occasion occasion) throws Exception {
    return github(address, run, "1", occasion);
  }

  /**
   * Each step is a shell of its own; a file carries variables from one to the next. After a step
   * that fails, only those run that want to run always.
   */
  private int github(String address, String run, String attempt, Occasion occasion)
      throws Exception {
    Path carried = Files.writeString(folder.resolve("github.env"), "");
    Files.deleteIfExists(folder.resolve("summary.md"));
    Map<String, String> environment =
        Map.of(
            "GITHUB_RUN_ATTEMPT",
            attempt,
            "GITHUB_ENV",
            carried.toString(),
            "GITHUB_STEP_SUMMARY",
            folder.resolve("summary.md").toString(),
            "GITHUB_RUN_ID",
            run,
            "BRANCH",
            occasion.branch(),
            "COMMIT",
            "1a2b",
            "PULL_REQUEST",
            occasion.request());
    int code = 0;
    for (Object step : list(map(map(map(read("github-actions.yml"), "jobs"), "search"), "steps"))) {
      Object script = ((Map<?, ?>) step).get("run");
      String condition = String.valueOf(((Map<?, ?>) step).get("if"));
      boolean always = condition.startsWith("always()");
      boolean meant = !condition.contains("pull_request") || !occasion.request().isEmpty();
      if (script != null && meant && (code == 0 || always)) {
        String known = "set -a; . '" + carried + "'; set +a\n";
        int ended = shell(always ? "said-after" : "said", known + script, address, environment);
        code = code == 0 ? ended : code;
      }
    }
    return code;
  }

  /** All lines of a script are of one shell; what comes after it has another. */
  private int gitlab(String address, String job, Occasion occasion) throws Exception {
    Files.deleteIfExists(folder.resolve("sonde.xml"));
    Map<String, String> environment = new HashMap<>();
    environment.put("CI_JOB_ID", job);
    environment.put("CI_COMMIT_SHA", "1a2b");
    if (occasion.request().isEmpty()) {
      environment.put("CI_COMMIT_BRANCH", occasion.branch());
    } else {
      environment.put("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", occasion.branch());
      environment.put("CI_MERGE_REQUEST_IID", occasion.request());
    }
    int code = gitlab("script", "said", address, environment);
    assertThat(gitlab("after_script", "said-after", address, environment)).isZero();
    return code;
  }

  private int gitlab(String part, String output, String address, Map<String, String> environment)
      throws Exception {
    List<String> lines = new ArrayList<>();
    list(map(map(read("gitlab-ci.yml"), "search"), part))
        .forEach(line -> lines.add(line.toString()));
    return shell(output, String.join("\n", lines), address, environment);
  }

  private int shell(String output, String script, String address, Map<String, String> environment)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-eo", "pipefail", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(output).toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(SONDE|CI)_.*"));
    builder.environment().putAll(environment);
    builder.environment().put("SONDE_SERVER", address);
    builder.environment().put("SONDE_HOME", folder.resolve("runner").toString());
    builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
    return builder.start().waitFor();
  }

  private String said() throws IOException {
    return Files.readString(folder.resolve("said"));
  }

  private String summary() throws IOException {
    return Files.readString(folder.resolve("summary.md"));
  }

  private String junit() throws IOException {
    return Files.readString(folder.resolve("sonde.xml"));
  }

  /** The program on the runner's path. */
  private void writeProgram() throws IOException {
    Path program = folder.resolve("sonde");
    Files.writeString(
        program,
        """
        #!/bin/sh
        exec '%s/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 '-Dsonde.root=%s' \\
            -cp '%s' io.sonde.app.Main "$@"
        """
            .formatted(
                System.getProperty("java.home"),
                SondeProcess.ROOT,
                System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void writeSpec(String score) throws IOException {
    Files.writeString(
        folder.resolve("search.yaml"),
        """
        name: quick
        trial:
          kind: command
          command: |
            printf 'sonde: {"step": 1, "score": %%s}\\n' "%s"
        space:
          x: {float: [0, 1]}
        objective: {metric: score, direction: maximize}
        search: {algorithm: random, seed: 7}
        budget: {trials: 4, parallel: 2}
        """
            .formatted(score));
  }

  private static Object read(String name) throws IOException {
    String text = Files.readString(EXAMPLES.resolve(name));
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static Object map(Object map, String key) {
    return ((Map<?, ?>) map).get(key);
  }

  private static List<?> list(Object list) {
    return (List<?>) list;
  }
}
