package io.sonde.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.store.OtherJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users, folders and disks on which the server must work, or say in a sentence why it cannot. */
class EmbeddedPostgresSurroundingsTest {
  @TempDir Path folder;

  @BeforeEach
  void openFolderToEverybody() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  @Test
  void worksForAnOrdinaryUser() throws Exception {
    try (OtherJvm other = OtherJvm.asOrdinaryUser(folder, Host.class, folder + "/home")) {
      assertThat(other.answer()).startsWith("ready");
    }
  }

  @Test
  void worksInAFolderThatOnlyItsOwnerCanEnter() throws Exception {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    EmbeddedPostgres.start(closed.resolve("home")).close();
  }

  @Test
  void worksWithoutUserNamespacesAndAgainWithThem() throws Exception {
    Path programs = Files.createDirectory(folder.resolve("bin"));
    Path unshare = programs.resolve("unshare");
    Files.writeString(unshare, "#!/bin/sh\necho Operation not permitted >&2\nexit 1\n");
    Files.setPosixFilePermissions(unshare, PosixFilePermissions.fromString("rwxr-xr-x"));
    Map<String, String> path = Map.of("PATH", programs + ":" + System.getenv("PATH"));
    Path home = folder.resolve("home");
    try (OtherJvm other = OtherJvm.running(path, Host.class, home.toString())) {
      assertThat(other.answer()).startsWith("ready");
    }
    try (OtherJvm other = OtherJvm.running(Host.class, home.toString())) {
      assertThat(other.answer()).startsWith("ready");
    }
  }

  @Test
  void saysWhenTheSystemHasNoNameForTheAccount() throws Exception {
    try (OtherJvm other = OtherJvm.asNobodysNumber(Host.class, folder + "/home")) {
      assertThat(other.answer()).startsWith("refused").contains("user ID 4711");
    }
  }

  @Test
  void saysWhenTheHomeCannotBeWritten() throws Exception {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    try (OtherJvm other = OtherJvm.asOrdinaryUser(folder, Host.class, closed + "/home")) {
      assertThat(other.answer()).startsWith("refused").contains("cannot be written by");
    }
  }

  @Test
  void saysWhenTheDiskIsFull() throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    try (OtherJvm other = OtherJvm.onSmallDisk(home, "20m", Host.class, home.toString())) {
      assertThat(other.answer()).as("while unpacking").contains("is full: free some space");
    }
    try (OtherJvm other = OtherJvm.onSmallDisk(home, "70m", Host.class, home.toString())) {
      assertThat(other.answer()).as("while creating").contains("is full: free some space");
    }
  }

  @Test
  void saysWhenAFileStandsWhereTheHomeShouldBe() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    assertThatThrownBy(() -> EmbeddedPostgres.start(file))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("another home folder");
  }

  @Test
  void saysWhichSystemsItHasProgramsFor() {
    assertThatThrownBy(() -> PostgresArchive.forSystem("Windows 11", "amd64"))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("Windows 11")
        .hasMessageContaining("server of your own");
    assertThatThrownBy(() -> PostgresArchive.forSystem("Linux", "s390x"))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("s390x");
  }
}
