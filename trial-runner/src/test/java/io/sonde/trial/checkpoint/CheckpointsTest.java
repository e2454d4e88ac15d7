package io.sonde.trial.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
  @TempDir Path attempt;
  private Checkpoints checkpoints;
  private Path folder;

  @BeforeEach
  void open() {
    checkpoints = Checkpoints.of(attempt);
    folder = attempt.resolve("checkpoints");
  }

  @Test
  void thereAreNoneAtFirst() throws IOException {
    assertThat(checkpoints.whole()).isEmpty();
    assertThat(checkpoints.latest(9)).isEmpty();
    assertThat(folder).doesNotExist();
  }

  @Test
  void theLatestIsByNumberNotByName() throws IOException {
    for (int step : List.of(9, 10, 2)) {
      write(step, "at " + step);
    }
    assertThat(checkpoints.whole()).extracting(Checkpoints.Saved::step).containsExactly(10, 9, 2);
    assertThat(checkpoints.latest(9)).hasValueSatisfying(s -> assertThat(s.step()).isEqualTo(9));
    assertThat(checkpoints.latest(1)).isEmpty();
    assertThat(folder.resolve("step-9/weights")).hasContent("at 9");
  }

  @Test
  void oneOfTheSameStepIsReplaced() throws IOException {
    write(3, "old");
    write(3, "new");
    assertThat(checkpoints.whole()).hasSize(1);
    assertThat(folder.resolve("step-3/weights")).hasContent("new");
  }

  @Test
  void whatIsHalfWrittenIsNone() throws IOException {
    assertThatThrownBy(
            () ->
                checkpoints.write(
                    4,
                    part -> {
                      Files.writeString(part.resolve("weights"), "half");
                      assertThat(checkpoints.whole()).isEmpty();
                      throw new IOException("no space left on device");
                    }))
        .isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
    Files.createDirectories(folder.resolve("step-5.part"));
    Files.createDirectories(folder.resolve("step-6x"));
    Files.createDirectories(folder.resolve("step-"));
    Files.createDirectories(folder.resolve("step-99999999999"));
    Files.writeString(folder.resolve("step-7"), "a file");
    assertThat(checkpoints.whole()).isEmpty();
    write(8, "whole");
    checkpoints.clearLeftovers();
    assertThat(folder.resolve("step-5.part")).doesNotExist();
    assertThat(checkpoints.whole()).hasSize(1);
  }

  @Test
  void oneThatIsSetAsideCountsNoMore() throws IOException {
    write(1, "good");
    Checkpoints.Saved torn = write(2, "torn");
    Checkpoints.setAside(torn.folder());
    assertThat(checkpoints.latest(9)).hasValueSatisfying(s -> assertThat(s.step()).isEqualTo(1));
  }

  @Test
  void onlyTheseAreKept() throws IOException {
    write(1, "1");
    Checkpoints.Saved kept = write(2, "2");
    write(3, "3");
    checkpoints.keepOnly(List.of(kept));
    assertThat(folder).isDirectoryContaining("glob:**/step-2");
    assertThat(checkpoints.whole()).containsExactly(kept);
    checkpoints.clear();
    assertThat(folder).doesNotExist();
  }

  @Test
  void removingFollowsNoLink(@TempDir Path elsewhere) throws IOException {
    Files.writeString(elsewhere.resolve("precious"), "stays");
    Checkpoints.Saved saved = write(1, "1");
    Files.createSymbolicLink(saved.folder().resolve("out"), elsewhere);
    Files.createSymbolicLink(folder.resolve("step-2"), elsewhere);
    assertThat(checkpoints.whole()).containsExactly(saved);
    checkpoints.clear();
    assertThat(elsewhere.resolve("precious")).exists();
    Files.createSymbolicLink(folder, elsewhere);
    checkpoints.clear();
    assertThat(elsewhere.resolve("precious")).exists();
    assertThat(folder).doesNotExist();
  }

  private Checkpoints.Saved write(int step, String text) throws IOException {
    return checkpoints.write(step, part -> Files.writeString(part.resolve("weights"), text));
  }
}
