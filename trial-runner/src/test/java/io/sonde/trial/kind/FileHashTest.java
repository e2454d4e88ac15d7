package io.sonde.trial.kind;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHashTest {
  @TempDir Path folder;

  @Test
  void aPictureInAnotherClassIsAnotherDataSet() throws IOException {
    Path cat = file("pictures/cat/1.png", "one");
    Path dog = file("pictures/dog/2.png", "two");
    Path moved = file("pictures/cat/2.png", "two");
    assertThat(FileHash.of(List.of(cat, dog))).isNotEqualTo(FileHash.of(List.of(cat, moved)));
  }

  @Test
  void theSameFilesElsewhereAreTheSameDataSet() throws IOException {
    List<Path> here = List.of(file("a/cat/1.png", "one"), file("a/dog/2.png", "two"));
    List<Path> there = List.of(file("b/c/cat/1.png", "one"), file("b/c/dog/2.png", "two"));
    assertThat(FileHash.of(here)).isEqualTo(FileHash.of(there));
    assertThat(FileHash.of(List.of(file("one.csv", "x"))))
        .isEqualTo(FileHash.of(List.of(file("d/other.csv", "x"))));
  }

  private Path file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, content);
  }
}
