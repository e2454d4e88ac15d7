package io.sonde.trial.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server uses of this room works in a process that has no Deeplearning4j at all. */
class ServerSideTest {
  @TempDir Path folder;

  @Test
  void needsNoDeeplearning4j() throws Exception {
    Files.writeString(folder.resolve("data.csv"), "a,b,kind\n" + "1,2,x\n3,4,y\n".repeat(20));
    String classpath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.contains("deeplearning4j") && !entry.contains("nd4j"))
            .collect(Collectors.joining(File.pathSeparator));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                List.of(
                    java.toString(),
                    "-Xshare:auto",
                    "-cp",
                    classpath,
                    ServerSide.class.getName(),
                    folder.toString()))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("Feasible").contains("parameters=");
  }
}
