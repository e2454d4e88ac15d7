package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sonde ask-tell} as programs in other languages use it: a process with two pipes. */
class AskTellTest {
  private static final Path EXAMPLE = SondeProcess.ROOT.resolve("examples/ask-tell");
  private static final String SPEC =
      """
      name: plain
      objective: {metric: loss, direction: minimize}
      space:
        rate: {float: [1e-5, 1.0], scale: log}
        kind: {choice: {deep: {layers: {int: [2, 5]}}, flat: {}}}
      search: {seed: 7}
      budget: {trials: %d}
      trial: {kind: external}
      """;

  @TempDir Path folder;

  @Test
  void aWholeConversation() throws Exception {
    try (Dialogue sonde = start(2)) {
      JsonNode first = sonde.say("{\"op\":\"ask\"}");
      assertThat(fields(first)).containsExactly("trial", "config", "parameters");
      assertThat(first.path("trial").asInt()).isZero();
      assertThat(first.path("config").path("rate"))
          .isEqualTo(first.path("parameters").path("rate"));
      JsonNode verdict =
          sonde.say("{\"op\":\"report\",\"trial\":0,\"step\":1,\"metrics\":{\"loss\":0.3}}");
      assertThat(fields(verdict)).containsExactly("decision", "reason");
      assertThat(verdict.path("decision").asText()).isEqualTo("continue");
      assertThat(sonde.say("{\"op\":\"best\"}").path("trial").isNull()).isTrue();
      assertThat(sonde.say("{\"op\":\"tell\",\"trial\":0,\"metrics\":{\"loss\":0.2}}"))
          .isEqualTo(Json.parse("{\"ok\":true}"));
      assertThat(
              sonde.say("{\"op\":\"tell\",\"trial\":0,\"metrics\":{\"loss\":0.2}}").path("error"))
          .hasToString("\"trial 0 is over: it is completed\"");
      JsonNode best = sonde.say("{\"op\":\"best\"}");
      assertThat(fields(best)).containsExactly("trial", "value", "config", "parameters");
      assertThat(best.path("value").asDouble()).isEqualTo(0.2);
      assertThat(best.path("config")).isEqualTo(first.path("config"));
      sonde.say("{\"op\":\"ask\"}");
      assertThat(
              sonde.say(
                  "{\"op\":\"tell\",\"trial\":1,\"state\":\"failed\",\"reason\":\"out of memory\"}"))
          .isEqualTo(Json.parse("{\"ok\":true}"));
      assertThat(sonde.say("{\"op\":\"ask\"}")).isEqualTo(Json.parse("{\"done\":true}"));
      assertThat(sonde.endAndRead()).isEmpty();
      assertThat(sonde.exitCode()).isZero();
      assertThat(sonde.err()).contains("seed 7");
    }
    assertThat(folder.resolve("home")).doesNotExist();
  }

  @Test
  void wrongLinesAreAnsweredAndItGoesOn() throws Exception {
    try (Dialogue sonde = start(2)) {
      String huge = "{\"op\":\"ask\",\"pad\":\"" + "x".repeat(3_000_000) + "\"}";
      for (String wrong : List.of("", "ask", "{\"op\":\"ask\"", "[1]", "\u0000", huge)) {
        assertThat(fields(sonde.say(wrong))).containsExactly("error");
      }
      assertThat(sonde.say("{\"op\":\"ask\"}").path("trial").asInt()).isZero();
      sonde.endAndRead();
      assertThat(sonde.exitCode()).isZero();
    }
  }

  @Test
  void theLastLineNeedsNoLineBreakAndEverythingAtOnceIsAnsweredInOrder() throws Exception {
    Path requests = folder.resolve("requests");
    Files.writeString(requests, "{\"op\":\"ask\"}\r\n{\"op\":\"ask\"}\n{\"op\":\"best\"}");
    List<String> command = Dialogue.command(List.of());
    command.addAll(List.of("ask-tell", spec(5).toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(requests.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> answers = process.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(process.waitFor()).isZero();
    assertThat(answers).hasSize(3);
    assertThat(Json.parse(answers.get(1)).path("trial").asInt()).isEqualTo(1);
    assertThat(answers.get(2)).isEqualTo("{\"trial\":null}");
  }

  @Test
  void itEndsWhenNobodyReadsItsAnswers() throws Exception {
    try (Dialogue sonde = start(2)) {
      sonde.say("{\"op\":\"ask\"}");
      sonde.sayDeaf("{\"op\":\"best\"}");
      assertThat(sonde.exitCode()).isEqualTo(1);
      assertThat(sonde.err()).contains("nobody reads them").doesNotContain("Exception");
    }
  }

  @Test
  void theOptionsGoBeforeTheSpec() throws Exception {
    List<JsonNode> asked = new ArrayList<>();
    for (String seed : List.of("3", "3", "4")) {
      try (Dialogue sonde = start(9, "--seed", seed, "--trials", "1")) {
        asked.add(sonde.say("{\"op\":\"ask\"}"));
        assertThat(sonde.say("{\"op\":\"ask\"}").path("done").asBoolean()).isTrue();
      }
    }
    assertThat(asked.get(0)).isEqualTo(asked.get(1)).isNotEqualTo(asked.get(2));
  }

  @Test
  void aSpecThatIsNoSuchSweepIsRefused() throws Exception {
    String text = Files.readString(spec(3));
    assertRefused(text.replace("external", "netwerk"), "did you mean 'network'");
    assertRefused(Files.readString(Specs.quick(folder)), "trial.kind: trials that are asked");
    assertRefused(
        text.replace("{seed: 7}", "{learn_from: [1]}"), "search.learn_from: earlier sweeps are");
    assertRefused(text.replace("trials: 3", "trials: 0"), "budget.trials");
  }

  private void assertRefused(String text, String why) {
    Path spec = Specs.file(folder, "refused", text);
    SondeProcess run = SondeProcess.run(folder.resolve("home"), "ask-tell", spec.toString());
    assertThat(run.exitCode()).as(run.said()).isEqualTo(2);
    assertThat(run.err()).contains("refused.yaml:").contains(why).doesNotContain("Exception");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void promotedTrialsComeBack() throws Exception {
    int resumed = 0;
    try (Dialogue sonde = Dialogue.start(home(), List.of(), spec("forest.yaml").toString())) {
      JsonNode work = sonde.say("{\"op\":\"ask\"}");
      assertThat(fields(work)).containsExactly("trial", "until", "config", "parameters");
      assertThat(work.path("until").asInt()).isEqualTo(3);
      while (work.has("trial")) {
        if (work.path("resume").asBoolean()) {
          resumed++;
          assertThat(fields(work)).startsWith("trial", "resume").contains("after", "config");
        }
        run(sonde, work);
        work = sonde.say("{\"op\":\"ask\"}");
      }
      assertThat(work).isEqualTo(Json.parse("{\"done\":true}"));
      assertThat(sonde.say("{\"op\":\"best\"}").path("value").asDouble()).isPositive();
    }
    assertThat(resumed).isPositive();
  }

  private static void run(Dialogue sonde, JsonNode work) throws IOException {
    int trial = work.path("trial").asInt();
    double level = Math.abs(work.path("config").path("features").asDouble() - 0.4);
    for (int step = work.path("after").asInt(0) + 1; step <= 27; step++) {
      String decision =
          sonde
              .say(
                  "{\"op\":\"report\",\"trial\":%d,\"step\":%d,\"metrics\":{\"error\":%s}}"
                      .formatted(trial, step, level + 1.0 / step))
              .path("decision")
              .asText();
      if (!decision.equals("continue")) {
        assertThat(decision).isEqualTo("pause");
        return;
      }
    }
    sonde.say("{\"op\":\"tell\",\"trial\":%d}".formatted(trial));
  }

  @Test
  void severalObjectivesAreAFront() throws Exception {
    String text =
        SPEC.formatted(20)
            .replace(
                "{metric: loss, direction: minimize}",
                "[{metric: loss, direction: minimize}, {metric: accuracy, direction: maximize}]");
    Path spec = Specs.file(folder, "front", text);
    try (Dialogue sonde = Dialogue.start(home(), List.of(), spec.toString())) {
      assertThat(sonde.say("{\"op\":\"best\"}"))
          .isEqualTo(Json.parse("{\"front\":[],\"hypervolume\":0.0,\"reference\":{}}"));
      for (int trial = 0; trial < 3; trial++) {
        sonde.say("{\"op\":\"ask\"}");
        sonde.say(
            "{\"op\":\"tell\",\"trial\":%d,\"metrics\":{\"loss\":%d,\"accuracy\":%d}}"
                .formatted(trial, trial, trial % 2));
      }
      sonde.say("{\"op\":\"ask\"}");
      assertThat(sonde.say("{\"op\":\"tell\",\"trial\":3,\"metrics\":{\"loss\":1}}"))
          .hasToString(
              "{\"error\":\"expected a value of accuracy, which trial 3 has not reported either;"
                  + " got loss\"}");
      JsonNode best = sonde.say("{\"op\":\"best\"}");
      assertThat(fields(best)).containsExactly("front", "hypervolume", "reference");
      assertThat((ArrayNode) best.path("front"))
          .extracting(trial -> trial.path("trial").asInt())
          .containsExactly(0, 1);
      assertThat(best.path("front").path(1).path("values"))
          .isEqualTo(Json.parse("{\"loss\":1.0,\"accuracy\":1.0}"));
      assertThat(best.path("hypervolume").asDouble()).isPositive();
    }
  }

  @Test
  void noDatabaseNoServerAndNoTrainingIsLoaded() throws Exception {
    Path loaded = folder.resolve("classes.log");
    try (Dialogue sonde =
        Dialogue.start(home(), List.of("-Xlog:class+load:file=" + loaded), spec(30).toString())) {
      for (int trial = 0; trial < 30; trial++) {
        sonde.say("{\"op\":\"ask\"}");
        sonde.say(
            "{\"op\":\"tell\",\"trial\":%d,\"metrics\":{\"loss\":%d}}".formatted(trial, trial));
      }
      sonde.endAndRead();
      assertThat(sonde.exitCode()).isZero();
    }
    try (Stream<String> lines = Files.lines(loaded)) {
      assertThat(lines)
          .anyMatch(line -> line.contains("io.sonde.search.asktell.AskTell"))
          .noneMatch(
              line ->
                  Stream.of(
                          "org.deeplearning4j",
                          "org.nd4j",
                          "org.postgresql",
                          "org.hibernate",
                          "io.vertx",
                          "org.thymeleaf",
                          "org.flywaydb",
                          "io.sonde.store.database.Database ")
                      .anyMatch(line::contains));
    }
  }

  @Test
  void theExampleInPythonFindsAGoodForest() throws Exception {
    boolean python = new ProcessBuilder("sh", "-c", "command -v python3").start().waitFor() == 0;
    assertThat(python || !Boolean.getBoolean("sonde.everything"))
        .as("this test needs python3 on the PATH")
        .isTrue();
    assumeTrue(python, "this test needs python3 on the PATH");
    List<String> command =
        new ArrayList<>(List.of("python3", EXAMPLE.resolve("optimize.py").toString()));
    command.addAll(Dialogue.command(List.of()));
    Path err = folder.resolve("err");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    List<String> said = process.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    assertThat(said.get(0)).matches("trial \\d+ has an error of 0\\.[01]\\d+ with");
    assertThat(Json.parse(String.join("", said.subList(1, said.size()))).has("trees")).isTrue();
  }

  private Dialogue start(int trials, String... options) {
    List<String> arguments = new ArrayList<>(List.of(spec(trials).toString()));
    arguments.addAll(List.of(options));
    return Dialogue.start(home(), List.of(), arguments.toArray(String[]::new));
  }

  private Path home() {
    return folder.resolve("home");
  }

  private Path spec(int trials) {
    return Specs.file(folder, "plain", SPEC.formatted(trials));
  }

  private static Path spec(String name) {
    return EXAMPLE.resolve(name);
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
