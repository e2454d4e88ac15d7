package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a CI does from its shell: submit, wait, decide, each with its exit code. */
class CiCommandsTest {
  @TempDir Path folder;

  @Test
  void submitsWaitsAndDecides() throws Exception {
    Path home = folder.resolve("home");
    Path elsewhere = folder.resolve("runner");
    Path even = spec("even.yaml", "$SONDE_CONFIG_X");
    Path worse = spec("worse.yaml", "-5");
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      String address = server.address();
      assertThat(submitted(elsewhere, address, even, "k-1")).isEqualTo(1);
      assertThat(submitted(elsewhere, address, even, "k-1")).isEqualTo(1);
      assertThat(submitted(elsewhere, address, even, "k-2")).isEqualTo(2);
      assertThat(submitted(home, address, worse, "k-3")).isEqualTo(3);
      for (String sweep : new String[] {"1", "2", "3"}) {
        SondeProcess waited = ci(elsewhere, address, "wait", sweep, "--timeout", "3m", "--json");
        assertThat(waited.exitCode()).as(waited.said()).isZero();
        assertThat(waited.json().path("state").asText()).isEqualTo("completed");
        assertThat(waited.json().path("commit").asText()).isEqualTo("1a2b");
      }
      SondeProcess pass = ci(elsewhere, address, "gate", "2", "--baseline", "1", "--json");
      assertThat(pass.exitCode()).as(pass.said()).isZero();
      assertThat(pass.json().path("gate").asText()).isEqualTo("pass");
      assertThat(pass.json().path("pairs").asInt()).isEqualTo(4);
      SondeProcess fail = ci(elsewhere, address, "gate", "3", "--baseline", "1");
      assertThat(fail.exitCode()).as(fail.said()).isEqualTo(1);
      assertThat(fail.out())
          .contains("Gate of sweep 3 against sweep 1: fail")
          .doesNotContain("newest");
      assertFindsItsBaseline(elsewhere, address);
      Path turned = spec("turned.yaml", "$(awk \"BEGIN {print 1 - $SONDE_CONFIG_X}\")");
      assertThat(submitted(home, address, turned, "k-4")).isEqualTo(4);
      assertThat(ci(elsewhere, address, "wait", "4").exitCode()).isZero();
      SondeProcess open = ci(elsewhere, address, "gate", "4", "--baseline", "1");
      assertThat(open.exitCode()).as(open.said()).isEqualTo(3);
      assertThat(open.out()).contains("Gate of sweep 4 against sweep 1: inconclusive");
      SondeProcess report = ci(elsewhere, address, "report", "3", "--baseline", "1");
      assertThat(report.exitCode()).as(report.said()).isZero();
      assertThat(report.out()).startsWith("## [Sweep 3](" + address + "/sweeps/3)");
      assertThat(report.out()).contains("**Gate: fail** against [sweep 1]");
      Path xml = folder.resolve("report.xml");
      SondeProcess written =
          ci(elsewhere, address, "report", "3", "--format", "xml", "--output", xml.toString());
      assertThat(written.out()).contains("The report of sweep 3 is in " + xml);
      assertThat(xml).content().startsWith("<?xml").contains("<testsuite ");
      assertRefused(ci(elsewhere, address, "report", "3", "--margin", "1"), "--baseline");
      assertRefused(ci(elsewhere, address, "report", "9"), "no sweep 9");
      assertRefused(ci(elsewhere, address, "gate", "9", "--baseline", "1"), "no sweep 9");
      assertRefused(ci(elsewhere, address + "/api", "wait", "1"), "--server expects an address");
      assertRefused(ci(elsewhere, address, "wait", "1", "--timeout", "2d"), "such as 90s, 30m");
    }
  }

  /** Of three sweeps on the branch main, the last of which is worse. */
  private static void assertFindsItsBaseline(Path home, String address) {
    SondeProcess main = ci(home, address, "gate", "3");
    assertThat(main.exitCode()).as(main.said()).isEqualTo(1);
    assertThat(main.out())
        .contains("Gate of sweep 3 against sweep 2: fail")
        .contains("Sweep 2 is the newest completed one on the branch 'main'.");
    SondeProcess named =
        ci(home, address, "gate", "2", "--baseline-branch", "main", "--margin", "9", "--json");
    assertThat(named.exitCode()).as(named.said()).isZero();
    assertThat(named.json().path("baseline").asInt()).isEqualTo(3);
    assertThat(named.json().path("margin").asDouble()).isEqualTo(9);
    SondeProcess first = ci(home, address, "gate", "3", "--baseline-branch", "a & b");
    assertThat(first.exitCode()).as(first.said()).isEqualTo(3);
    assertThat(first.err())
        .contains("No other completed sweep of the experiment 'quick' is on the branch 'a & b'");
    assertRefused(
        ci(home, address, "gate", "3", "--baseline", "1", "--baseline-branch", "main"),
        "give one of them, got 1 and main");
    assertRefused(ci(home, address, "gate", "3", "--baseline-branch", ""), "name, got ''");
    assertRefused(ci(home, address, "gate", "3", "--baseline", "0"), "at least 1, got 0");
  }

  @Test
  void aSweepThatGoesOnIsNeitherDoneNorFailed() throws Exception {
    Path home = folder.resolve("home");
    Path slow = spec("slow.yaml", "$(sleep 600)");
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      String address = server.address();
      SondeProcess submit = SondeProcess.run(home, "submit", slow.toString(), "--json");
      assertThat(submit.json().path("sweep").asInt()).as(submit.said()).isEqualTo(1);
      SondeProcess wait = SondeProcess.run(home, "wait", "1", "--timeout", "1s");
      assertThat(wait.exitCode()).as(wait.said()).isEqualTo(3);
      assertThat(wait.out()).contains("Sweep 1 is still running");
      assertRefused(ci(home, address, "gate", "1", "--baseline", "2"), "wait for its end");
      assertThat(SondeProcess.run(home, "cancel", "1").exitCode()).isZero();
      SondeProcess cancelled = ci(home, address, "wait", "1");
      assertThat(cancelled.exitCode()).as(cancelled.said()).isEqualTo(1);
      assertThat(cancelled.out()).contains("cancelled");
      server.interrupt();
      server.exitCode();
    }
  }

  @Test
  void theProblemsOfASubmittedSpecStandBehindItsFile() throws Exception {
    Path home = folder.resolve("home");
    Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "name: a\nspase: {}\n");
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      assertThat(server.address()).isNotEmpty();
      SondeProcess submit = SondeProcess.run(home, "submit", wrong.toString());
      assertThat(submit.exitCode()).as(submit.said()).isEqualTo(2);
      assertThat(submit.err()).contains(wrong + ":2:1 ");
      assertThat(submit.err().lines()).allMatch(line -> line.contains(wrong.toString()));
      server.interrupt();
      server.exitCode();
    }
  }

  private static void assertRefused(SondeProcess ended, String why) {
    assertThat(ended.exitCode()).as(ended.said()).isEqualTo(2);
    assertThat(ended.err()).contains(why);
  }

  private static int submitted(Path home, String address, Path spec, String key) {
    SondeProcess submit =
        ci(
            home,
            address,
            "submit",
            spec.toString(),
            "--key",
            key,
            "--commit",
            "1a2b",
            "--branch",
            "main",
            "--json");
    assertThat(submit.exitCode()).as(submit.said()).isZero();
    JsonNode answer = submit.json();
    return answer.path("sweep").asInt();
  }

  private static SondeProcess ci(Path home, String address, String... arguments) {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--server";
    all[arguments.length + 1] = address;
    return SondeProcess.run(home, all);
  }

  private Path spec(String name, String score) throws Exception {
    String text =
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
            .formatted(score);
    return Files.writeString(folder.resolve(name), text);
  }
}
