package io.sonde.trial.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {
  @TempDir Path folder;
  private Path log;
  private LogFollower follower;

  @BeforeEach
  void follow() {
    log = folder.resolve("log.txt");
    follower = new LogFollower(log, PrintedLine.BEGIN);
  }

  @Test
  void givesWantedLinesOnceTheyAreWhole() throws IOException {
    assertThat(follower.next()).isEmpty();
    append("words\nsonde: {\"step\": 1");
    assertThat(follower.next()).contains(List.of());
    append(", \"a\": 2}\nmore sonde: {\nsonde: {\"step\": 2}");
    assertThat(follower.next()).contains(List.of("sonde: {\"step\": 1, \"a\": 2}"));
    assertThat(follower.next()).isEmpty();
    assertThat(follower.rest()).contains("sonde: {\"step\": 2}");
    assertThat(follower.rest()).isEmpty();
  }

  @Test
  void passesOverEndlessLinesAndFindsTheNext() throws IOException {
    append("sonde: {" + "x".repeat(3_000_000) + "\nsonde: {\"step\": 3}\n");
    List<String> found = new ArrayList<>();
    for (var next = follower.next(); next.isPresent(); next = follower.next()) {
      found.addAll(next.get());
    }
    assertThat(found).containsExactly("sonde: {\"step\": 3}");
  }

  @Test
  void readsWhatALineTells() {
    assertThat(
            PrintedLines.parse(
                "sonde: {\"step\": 4, \"a\": 0.5, \"b\": NaN, \"c\": \"-Infinity\"}"))
        .isEqualTo(
            new PrintedLine.Step(
                new Report(4, Map.of("a", 0.5, "b", Double.NaN, "c", Double.NEGATIVE_INFINITY))));
    assertThat(PrintedLines.parse("sonde: {\"result\": {\"t\": 1}}"))
        .isEqualTo(new PrintedLine.Result(Map.of("t", 1.0)));
    assertRefused("sonde: {\"step\": 1.5}", "'step' is to be a whole number of at least 0");
    assertRefused("sonde: {\"step\": -1}", "at least 0");
    assertRefused("sonde: {\"accuracy\": 1}", "neither 'step' nor 'result'");
    assertRefused("sonde: {\"step\": 1, \"a\": \"high\"}", "'a' is to be a number");
    assertRefused("sonde: {\"step\": 1} and so on", "it is not JSON");
    assertRefused("sonde: {\"result\": 3}", "expected an object of numbers");
  }

  @Test
  void theLastWordsAreTheProcessesOwn() throws IOException {
    append(
        "one\n\ntwo\n  at some.Frame(File.java:1)\nsonde: {\"step\": 1}\n[sonde] a note\nthree\nfour\n");
    assertThat(LastWords.of(log)).isEqualTo("two | three | four");
    assertThat(LastWords.of(folder.resolve("none"))).isEmpty();
    assertThat(Optional.of(LastWords.of(log))).isPresent();
  }

  private static void assertRefused(String line, String why) {
    assertThatThrownBy(() -> PrintedLines.parse(line)).hasMessageContaining(why);
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
