package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes and bad surroundings: a sentence, the right exit code, nothing half done. */
class WrongInputTest {
  @TempDir Path folder;

  @Test
  void aSpecWithProblemsTellsAllOfThemAndStartsNothing() {
    Path spec =
        Specs.file(
            folder,
            "bad",
            """
            name: bad
            objective: {metric: acuracy, direction: maximize}
            space:
              training: {epochs: {int: [10, 1]}, batch_sise: 16}
              network:
                - dence: {units: 8}
            budget: {trials: 3}
            trial: {kind: network, data: {csv: {file: x.csv, label: y}}}
            """);
    SondeProcess run = sonde("run", spec.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("bad.yaml:2:")
        .contains("bad.yaml:4:")
        .contains("bad.yaml:6:")
        .contains("'dense'")
        .contains("'batch_size'")
        .doesNotContain("Exception");
    assertThat(folder.resolve("home")).doesNotExist();
    assertThat(sonde("validate", spec.toString()).exitCode()).isEqualTo(2);
  }

  @Test
  void whatIsNotYamlIsToldWithItsPlace() {
    Path spec = Specs.file(folder, "broken", "name: [unclosed\nobjective: {");
    SondeProcess run = sonde("run", spec.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).containsPattern("broken\\.yaml:\\d+:\\d+ ").doesNotContain("Exception");
  }

  @Test
  void missingFilesAreNamed() throws Exception {
    SondeProcess run = sonde("run", folder.resolve("none.yaml").toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("none.yaml").contains("no such file");
    String text = Files.readString(Specs.quick(folder)).replace("iris.csv", "gone.csv");
    SondeProcess data = sonde("run", Specs.file(folder, "gone", text).toString());
    assertThat(data.exitCode()).isEqualTo(2);
    assertThat(data.err()).contains("gone.csv").doesNotContain("Exception");
  }

  @Test
  void malformedDataAreToldWithTheirLine() throws Exception {
    Path data = folder.resolve("broken.csv");
    List<String> lines = Files.readAllLines(Specs.iris());
    lines.set(7, lines.get(7).replaceFirst("^[^,]*", "oops"));
    Files.write(data, lines);
    String text =
        Files.readString(Specs.quick(folder)).replace(Specs.iris().toString(), data.toString());
    SondeProcess run = sonde("run", Specs.file(folder, "malformed", text).toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("broken.csv").contains("8").contains("oops");
  }

  @Test
  void aTakenPortEndsWithOne() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      SondeProcess run = sonde("run", Specs.quick(folder).toString(), "--port", port);
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("port " + port).contains("taken");
    }
    new HomeProcesses(folder.resolve("home")).assertNoneLeft();
  }

  @Test
  void aHomeThatCannotBeWrittenEndsWithOne() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    SondeProcess run =
        SondeProcess.run(file.resolve("home"), "run", Specs.quick(folder).toString());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("cannot write to the home folder").contains("--home");
  }

  @Test
  void aSecondServerOfAHomeIsToldWhoOwnsIt() {
    try (SondeProcess first = SondeProcess.start(folder.resolve("home"), "serve")) {
      first.awaitSaid("Sonde serves");
      SondeProcess second = sonde("serve");
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.err()).contains("process " + first.pid()).contains(first.address());
      first.interrupt();
      first.exitCode();
    }
  }

  @Test
  void aRefusedDatabaseEndsWithOne() {
    SondeProcess run =
        sonde(
            "run",
            Specs.quick(folder).toString(),
            "--database",
            "postgresql://nobody:secret@127.0.0.1:1/none");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("127.0.0.1:1")
        .doesNotContain("secret")
        .doesNotContain("Exception");
    SondeProcess wrong = sonde("list", "--database", "mysql://here");
    assertThat(wrong.exitCode()).isEqualTo(2);
  }

  @Test
  void beyondLoopbackATokenIsAskedFor() {
    SondeProcess open = sonde("serve", "--host", "0.0.0.0");
    assertThat(open.exitCode()).isEqualTo(2);
    assertThat(open.err()).contains("SONDE_TOKEN").contains("sonde token create");
    try (SondeProcess guarded =
        SondeProcess.start(
            folder.resolve("home"),
            Map.of("SONDE_TOKEN", "a-secret-for-the-test"),
            List.of(),
            "serve",
            "--host",
            "0.0.0.0")) {
      guarded.awaitSaid("Sonde serves");
      assertThat(sonde("list").exitCode()).as("the machine's own user").isZero();
      SondeProcess stranger = sonde("wait", "1", "--server", guarded.address());
      assertThat(stranger.exitCode()).isEqualTo(1);
      assertThat(stranger.err()).contains("SONDE_TOKEN");
      guarded.interrupt();
      guarded.exitCode();
    }
  }

  @Test
  void theCommandLineIsChecked() {
    assertThat(sonde().exitCode()).isEqualTo(2);
    assertThat(sonde("rnu").exitCode()).isEqualTo(2);
    assertThat(sonde("run").err()).contains("SPEC").contains("--help");
    assertThat(sonde("show", "1").exitCode()).isEqualTo(2);
    assertThat(sonde("export", "1", "--format", "xml").exitCode()).isEqualTo(2);
    String spec = Specs.quick(folder).toString();
    assertThat(sonde("run", spec, "--trials", "0").exitCode()).isEqualTo(2);
    assertThat(sonde("run", spec, "--port", "99999").exitCode()).isEqualTo(2);
    assertThat(sonde("--help").exitCode()).isZero();
    assertThat(sonde("--version").out()).startsWith("sonde ");
    assertThat(sonde("list", "--json").json().path("sweeps")).isEmpty();
    assertThat(folder.resolve("home")).doesNotExist();
  }

  private SondeProcess sonde(String... arguments) {
    return SondeProcess.run(folder.resolve("home"), arguments);
  }
}
