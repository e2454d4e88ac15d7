package io.sonde.search.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sonde.search.port.ArtifactReader.Artifact;
import io.sonde.search.port.ArtifactReader.Opened;
import io.sonde.search.report.AttemptId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every reader of artifacts keeps. */
public abstract class ArtifactReaderContract {
  private static final AttemptId ONE = new AttemptId(3, 14, 1);
  private static final AttemptId TWO = new AttemptId(3, 14, 2);

  /** The reader under test; empty. */
  protected abstract ArtifactReader reader() throws IOException;

  /** Leaves a file. */
  protected abstract void leave(AttemptId attempt, String name, String content) throws IOException;

  @Test
  void listsByAttemptAndName() throws IOException {
    ArtifactReader reader = reader();
    assertThat(reader.artifacts(3, 14)).isEmpty();
    leave(TWO, "model.zip", "weights");
    leave(ONE, "artifacts/plots/ä b.txt", "one");
    leave(ONE, "artifacts/a.txt", "");
    leave(new AttemptId(3, 1, 1), "artifacts/a.txt", "of another trial");
    assertThat(reader.artifacts(3, 14))
        .extracting(Artifact::attempt, Artifact::name, Artifact::bytes)
        .containsExactly(
            tuple(1, "artifacts/a.txt", 0L),
            tuple(1, "artifacts/plots/ä b.txt", 3L),
            tuple(2, "model.zip", 7L));
    assertThat(reader.artifacts(3, 2)).isEmpty();
    assertThat(reader.artifacts(4, 14)).isEmpty();
  }

  @Test
  void opensWhatItLists() throws IOException {
    ArtifactReader reader = reader();
    leave(ONE, "artifacts/plots/ä b.txt", "one");
    for (Artifact artifact : reader.artifacts(3, 14)) {
      try (Opened opened = reader.open(ONE, artifact.name()).orElseThrow()) {
        assertThat(opened.bytes()).isEqualTo(artifact.bytes());
        assertThat(new String(opened.content().readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo("one");
      }
    }
    assertThat(reader.open(TWO, "artifacts/plots/ä b.txt")).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "/",
        "artifacts",
        "artifacts/",
        "artifacts/none.txt",
        "artifacts/../model.zip",
        "artifacts/../../attempt-1/model.zip",
        "../attempt-1/model.zip",
        "./model.zip",
        "artifacts//a.txt",
        "artifacts/./a.txt",
        "/etc/passwd",
        "artifacts//etc/passwd",
        "model.zip/",
        "model.zip\0",
        "artifacts/..\\..\\a.txt"
      })
  void opensNothingElse(String name) throws IOException {
    ArtifactReader reader = reader();
    leave(ONE, "model.zip", "weights");
    leave(ONE, "artifacts/a.txt", "a");
    assertThat(reader.open(ONE, name)).isEmpty();
  }
}
