package io.sonde.scheduler.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script leaves in its folder, whole or not. */
class JobFolderTest {

  private @TempDir Path path;

  private JobFolder with(String file, String text) throws IOException {
    Files.writeString(path.resolve(file), text);
    return new JobFolder(path);
  }

  @Test
  void readsHowTheCommandEnded() throws IOException {
    assertThat(with("exit", "17\n").exit()).contains(new JobFolder.Exit(17, false, ""));
    assertThat(with("exit", "143 asked\n").exit()).contains(new JobFolder.Exit(143, true, ""));
    assertThat(with("exit", "failed there is no command x\n").exit())
        .contains(new JobFolder.Exit(-1, false, "there is no command x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", " asked", "asked", "-", "12345678901", "1 2"})
  void whatCannotBeReadIsNoWord(String text) throws IOException {
    assertThat(with("exit", text).exit()).isEmpty();
  }

  @Test
  void readsWhereTheScriptBegan() throws IOException {
    assertThat(with("where", "n1 \n").where()).contains(new JobFolder.Where("n1", List.of()));
    assertThat(with("where", "n1 0,3\n").where())
        .contains(new JobFolder.Where("n1", List.of("0", "3")));
    assertThat(with("where", "\n").where()).isEmpty();
  }
}
