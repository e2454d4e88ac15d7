package io.sonde.trial.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.port.ArtifactReader;
import io.sonde.search.port.ArtifactReader.Artifact;
import io.sonde.search.port.ArtifactReaderContract;
import io.sonde.search.report.AttemptId;
import io.sonde.trial.checkpoint.RunFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredArtifactsTest extends ArtifactReaderContract {
  private static final AttemptId ID = new AttemptId(3, 14, 1);

  @TempDir Path folder;

  @Override
  protected ArtifactReader reader() {
    return new StoredArtifacts(folders());
  }

  private RunFolders folders() {
    return new RunFolders(folder.resolve("runs"));
  }

  @Override
  protected void leave(AttemptId attempt, String name, String content) throws IOException {
    Path file = folders().attempt(attempt).resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  @Test
  void followsNoLinkAnywhere() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    leave(ID, "artifacts/a.txt", "a");
    Path artifacts = folders().artifacts(ID);
    Files.createSymbolicLink(artifacts.resolve("file"), secret);
    Files.createSymbolicLink(artifacts.resolve("outside"), folder);
    Files.createSymbolicLink(artifacts.resolve("loop"), artifacts);
    Files.createSymbolicLink(folders().attempt(ID).resolve("model.zip"), secret);
    AttemptId linked = new AttemptId(3, 15, 1);
    Files.createSymbolicLink(folders().trial(3, 15), folders().trial(3, 14));
    assertThat(reader().artifacts(3, 14))
        .extracting(Artifact::name)
        .containsExactly("artifacts/a.txt");
    assertThat(reader().open(ID, "artifacts/file")).isEmpty();
    assertThat(reader().open(ID, "artifacts/outside/secret")).isEmpty();
    assertThat(reader().open(ID, "artifacts/loop/a.txt")).isEmpty();
    assertThat(reader().open(ID, "model.zip")).isEmpty();
    assertThat(reader().artifacts(3, 15)).isEmpty();
    assertThat(reader().open(linked, "artifacts/a.txt")).isEmpty();
  }

  @Test
  void checkpointsAndLogsAreNoArtifacts() throws IOException {
    leave(ID, "log.txt", "log");
    leave(ID, "checkpoints/step-3/model.zip", "weights");
    assertThat(reader().artifacts(3, 14)).isEmpty();
    assertThat(reader().open(ID, "log.txt")).isEmpty();
    assertThat(reader().open(ID, "checkpoints/step-3/model.zip")).isEmpty();
  }

  @Test
  void aHomeThatALinkLeadsToIsReadAsAnyOther() throws IOException {
    leave(ID, "model.zip", "weights");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("runs"));
    ArtifactReader reader = new StoredArtifacts(new RunFolders(link));
    assertThat(reader.artifacts(3, 14)).hasSize(1);
    assertThat(reader.open(ID, "model.zip")).isPresent();
  }
}
