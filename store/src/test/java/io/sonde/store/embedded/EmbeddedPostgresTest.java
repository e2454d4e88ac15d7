package io.sonde.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sonde.store.Client;
import io.sonde.store.OtherJvm;
import io.sonde.store.database.DatabaseAddress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a server in one home, which the tests share because creating one costs seconds. */
class EmbeddedPostgresTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir static Path home;

  @Test
  void isDurableAsksForThePasswordAndListensOnLoopbackOnly() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      Client client = new Client(postgres.address());
      assertThat(client.query("SHOW fsync")).isEqualTo("on");
      assertThat(client.query("SHOW synchronous_commit")).isEqualTo("on");
      assertThat(client.query("SHOW data_checksums")).isEqualTo("on");
      assertThat(client.query("SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(client.query("SHOW server_encoding")).isEqualTo("UTF8");
      DatabaseAddress guessed =
          new DatabaseAddress(postgres.address().jdbcUrl(), "sonde", "guessed");
      assertThatThrownBy(() -> new Client(guessed).query("SELECT 1"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
      Path password = home.resolve("postgres/password");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
          .isEqualTo("rw-------");
      assertThat(postgres.address().toString()).doesNotContain(postgres.address().password());
    }
  }

  @Test
  void keepsDataAndPortAndLeavesNoProcess() throws Exception {
    String url;
    long pid;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      url = postgres.address().jdbcUrl();
      pid = postgres.pid();
      write(postgres, "kept");
    }
    assertThat(ProcessHandle.of(pid)).isEmpty();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      assertThat(postgres.address().jdbcUrl()).isEqualTo(url);
      assertThat(read(postgres)).isEqualTo("kept");
      postgres.close();
    }
  }

  @Test
  void comesBackOnTheSamePortWithItsDataAfterTheServerIsKilled() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      write(postgres, "before the kill");
      for (int kill = 0; kill < 2; kill++) {
        long killed = postgres.pid();
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        await()
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(() -> postgres.pid() != killed && read(postgres).equals("before the kill"));
      }
    }
  }

  @Test
  void closingRightAfterTheServerWasKilledLeavesNoProcess() throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
    ProcessHandle.of(postgres.pid()).orElseThrow().destroyForcibly();
    postgres.close();
    assertThat(ProcessHandle.of(postgres.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    EmbeddedPostgres.start(home).close();
  }

  @Test
  void takesUpTheHomeOfAKilledProcess() throws Exception {
    OtherJvm other = OtherJvm.running(Host.class, home.toString());
    ProcessHandle orphan = other.server();
    other.kill();
    assertThat(orphan.isAlive()).isTrue();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      assertThat(orphan.info().arguments()).as("the orphan is gone").isEmpty();
      write(postgres, "after the kill");
      assertThat(read(postgres)).isEqualTo("after the kill");
    }
  }

  @Test
  void takesUpTheHomeWhenProcessAndServerWereKilled() throws Exception {
    OtherJvm other = OtherJvm.running(Host.class, home.toString());
    ProcessHandle server = other.server();
    server.destroyForcibly();
    other.kill();
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      write(postgres, "whole");
      assertThat(read(postgres)).isEqualTo("whole");
    }
  }

  @Test
  void aSecondOwnerIsToldWhoHoldsTheHome() throws Exception {
    String host = InetAddress.getLocalHost().getHostName();
    try (OtherJvm other = OtherJvm.running(Host.class, home.toString())) {
      assertThat(other.answer()).startsWith("ready");
      assertThatThrownBy(() -> EmbeddedPostgres.start(home))
          .isInstanceOfSatisfying(
              HomeInUseException.class,
              refused -> assertThat(refused.owner().pid()).isEqualTo(other.pid()))
          .hasMessageContaining("process " + other.pid() + " on " + host);
    }
  }

  @Test
  void theSameProcessCannotOpenAHomeTwiceNorLoseItByTrying() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(home)).isInstanceOf(HomeInUseException.class);
      try (OtherJvm other = OtherJvm.running(Host.class, home.toString())) {
        assertThat(other.answer())
            .startsWith("refused")
            .contains("process " + ProcessHandle.current().pid());
      }
      assertThat(new Client(postgres.address()).query("SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void aStrangerWithTheDeadServersProcessIdIsLeftAlone() throws Exception {
    Path pidFile = home.resolve("postgres/data/postmaster.pid");
    List<String> lines;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      lines = Files.readAllLines(pidFile);
      assertThat(lines.get(0)).isEqualTo("" + postgres.pid());
    }
    Process stranger = new ProcessBuilder("sleep", "600").start();
    try {
      lines.set(0, "" + stranger.pid());
      Files.write(pidFile, lines);
      try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
        assertThat(new Client(postgres.address()).query("SELECT 1")).isEqualTo("1");
      }
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void movesToAnotherPortWhenItsOwnIsTaken() throws Exception {
    EmbeddedPostgres.start(home).close();
    int kept = Integer.parseInt(Files.readString(home.resolve("postgres/port")).strip());
    try (ServerSocket taken = new ServerSocket(kept, 1, InetAddress.getLoopbackAddress());
        EmbeddedPostgres postgres = EmbeddedPostgres.start(home)) {
      assertThat(postgres.address().jdbcUrl()).doesNotContain(":" + taken.getLocalPort() + "/");
      assertThat(new Client(postgres.address()).query("SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void removesWhatAnInterruptedCreationLeft() throws Exception {
    Path left = Files.createDirectories(home.resolve("postgres/unfinished-data-1/base"));
    Files.writeString(left.resolve("1"), "half");
    EmbeddedPostgres.start(home).close();
    assertThat(left.getParent()).doesNotExist();
  }

  @Test
  void refusesDataOfAnotherVersionAndDataWithoutPassword() throws Exception {
    EmbeddedPostgres.start(home).close();
    Path version = home.resolve("postgres/data/PG_VERSION");
    String right = Files.readString(version);
    Files.writeString(version, "9\n");
    assertThatThrownBy(() -> EmbeddedPostgres.start(home))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("made by PostgreSQL 9");
    Files.writeString(version, right);

    Path password = home.resolve("postgres/password");
    Path aside = Files.move(password, home.resolve("aside"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(home))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining("password of the embedded database is missing");
    Files.move(aside, password);
  }

  private static void write(EmbeddedPostgres postgres, String value) throws SQLException {
    Client client = new Client(postgres.address());
    client.execute("CREATE TABLE IF NOT EXISTS note (text text)");
    client.execute("DELETE FROM note");
    client.execute("INSERT INTO note VALUES ('" + value + "')");
  }

  private static String read(EmbeddedPostgres postgres) throws SQLException {
    return new Client(postgres.address()).query("SELECT text FROM note");
  }
}
