package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples in Python, as users run them; and the module without Sonde. */
class PythonExamplesTest {
  private static final Path EXAMPLES = SondeProcess.ROOT.resolve("examples/python");
  private static final Path MODULE = SondeProcess.ROOT.resolve("trial-runner/src/main/python");

  @TempDir Path folder;

  @Test
  void thePlainScriptLearnsTheDigits() throws Exception {
    CommandTrialsTest.assumePython();
    String spec = copied("softmax.yaml").toString();
    SondeProcess run =
        SondeProcess.run(folder.resolve("home"), "run", spec, "--trials", "4", "--json");
    assertThat(run.exitCode()).as(run.said()).isZero();
    // The most frequent digit is one in ten.
    assertThat(run.json().path("test_accuracy").asDouble()).as(run.said()).isGreaterThan(0.8);
    new HomeProcesses(folder.resolve("home")).assertNoneLeft();
  }

  @ParameterizedTest
  @ValueSource(strings = {"forest,sklearn", "torch_mlp,torch"})
  void aLibraryThatIsMissingIsSaidInOneSentence(String example) throws Exception {
    CommandTrialsTest.assumePython();
    String name = example.substring(0, example.indexOf(','));
    String library = example.substring(example.indexOf(',') + 1);
    String spec = copied(name + ".yaml").toString();
    SondeProcess run =
        SondeProcess.run(folder.resolve("home"), "run", spec, "--trials", "2", "--json");
    if (python("import " + library) == 0) {
      assertThat(run.exitCode()).as(run.said()).isZero();
      assertThat(run.json().path("best").path("value").asDouble()).isGreaterThan(0.5);
    } else {
      assertThat(run.exitCode()).as(run.said()).isEqualTo(1);
      assertThat(run.json().path("trials").path("infeasible").asInt()).isEqualTo(2);
      assertThat(run.said()).contains("which this Python lacks: pip install");
    }
  }

  @Test
  void withoutSondeTheModulePrintsWhatItWouldReport() throws Exception {
    CommandTrialsTest.assumePython();
    Path out = folder.resolve("out");
    int code =
        run(
            List.of(
                "python3",
                "-c",
                """
                import sonde
                assert sonde.config.get("rate", 0.1) == 0.1 and sonde.restore() is None
                assert sonde.report(1, accuracy=0.5, loss=float("nan"))
                with sonde.checkpoint() as place:
                    (place / "state").write_text("x")
                sonde.result(test_accuracy=0.25)
                """),
            out);
    assertThat(code).as(Files.readString(out)).isZero();
    assertThat(Files.readAllLines(out))
        .containsExactly(
            "sonde: {\"step\": 1, \"accuracy\": 0.5, \"loss\": \"NaN\"}",
            "sonde: {\"result\": {\"test_accuracy\": 0.25}}");
    assertThat(folder.resolve("sonde-run/checkpoints/step-1/state")).hasContent("x");
  }

  private int python(String code) throws Exception {
    return run(List.of("python3", "-c", code), folder.resolve("probe"));
  }

  private int run(List<String> command, Path out) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SONDE_"));
    builder.environment().put("PYTHONPATH", MODULE.toString());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    return builder.start().waitFor();
  }

  /** The example in a folder of its own, so that Python leaves nothing in the checkout. */
  private Path copied(String spec) throws Exception {
    Path to = Files.createDirectories(folder.resolve("examples/python"));
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    Path data = Files.createDirectories(folder.resolve("examples/data"));
    Files.copy(SondeProcess.ROOT.resolve("examples/data/digits.csv"), data.resolve("digits.csv"));
    return to.resolve(spec);
  }
}
