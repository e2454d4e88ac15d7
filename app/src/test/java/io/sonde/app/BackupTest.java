package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.client.ServerClient;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.embedded.EmbeddedPostgres;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is backed up while a sweep runs goes on in another place, and in another database. */
class BackupTest {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final int TRIALS = 12;

  @TempDir Path folder;
  private Path home;
  private Path file;

  @BeforeEach
  void choose() {
    home = folder.resolve("home");
    file = folder.resolve("backup.zip");
  }

  @Test
  void aSweepThatRunsIsBackedUpAndGoesOnElsewhere() throws Exception {
    backUpARunningSweep();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertLogIsStructured();
    Path fresh = folder.resolve("fresh");
    restored(fresh);
    Files.move(home, folder.resolve("lost"));
    assertGoesOn(fresh);
    assertKeepsWhatIsThere(fresh);
    assertGoesIntoAnOutsideDatabase();
  }

  @Test
  void aDamagedBackupChangesNothing() throws Exception {
    assertThat(
            SondeProcess.run(home, "token", "create", "--name", "a", "--role", "admin").exitCode())
        .isZero();
    assertThat(SondeProcess.run(home, "backup", file.toString()).exitCode()).isZero();
    SondeProcess twice = SondeProcess.run(home, "backup", file.toString());
    assertThat(twice.exitCode()).isEqualTo(2);
    assertThat(twice.err()).contains("is there already");
    Path damaged = withAnotherToken(folder.resolve("damaged.zip"));
    byte[] begin = Arrays.copyOf(Files.readAllBytes(file), 2000);
    Path cut = Files.write(folder.resolve("cut.zip"), begin);
    for (Path bad : new Path[] {damaged, cut, folder.resolve("missing.zip")}) {
      Path fresh = folder.resolve("for-" + bad.getFileName());
      SondeProcess refused = SondeProcess.run(fresh, "restore", bad.toString());
      assertThat(refused.exitCode()).as(refused.said()).isEqualTo(2);
      assertThat(refused.err()).contains(bad.toString()).doesNotContain("Exception", "\tat ");
      assertThat(fresh.resolve("postgres")).doesNotExist();
      assertThat(fresh.resolve("restoring")).doesNotExist();
    }
    SondeProcess nothing = SondeProcess.run(folder.resolve("none"), "backup", cut + "2");
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("there is nothing to back up");
  }

  /** The same file, but for a role in one of its tables. */
  private Path withAnotherToken(Path copy) throws IOException {
    try (ZipFile from = new ZipFile(file.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(copy))) {
      for (ZipEntry entry : Collections.list(from.entries())) {
        byte[] bytes = from.getInputStream(entry).readAllBytes();
        to.putNextEntry(new ZipEntry(entry.getName()));
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean tokens = entry.getName().endsWith("access_token.csv");
        assertThat(!tokens || text.contains("admin")).isTrue();
        to.write(tokens ? text.replace("admin", "read").getBytes(StandardCharsets.UTF_8) : bytes);
        to.closeEntry();
      }
    }
    return copy;
  }

  private void backUpARunningSweep() throws Exception {
    try (SondeProcess server = SondeProcess.start(home, "serve", "--log-format", "json")) {
      server.awaitSaid("Sonde serves");
      ServerClient client = client(home, server);
      SondeProcess submit = SondeProcess.run(home, "submit", spec().toString());
      assertThat(submit.exitCode()).as(submit.said()).isZero();
      awaitEnded(client, 2);
      SondeProcess backup = SondeProcess.run(home, "backup", file.toString(), "--json");
      assertThat(backup.exitCode()).as(backup.said()).isZero();
      assertThat(backup.json().path("sweeps").asInt()).isEqualTo(1);
      assertThat(backup.json().path("files").asInt()).isPositive();
      SondeProcess busy = SondeProcess.run(home, "restore", file.toString(), "--replace");
      assertThat(busy.err()).contains("another server owns the home folder");
      server.interrupt();
      server.exitCode();
    }
  }

  private void restored(Path fresh) {
    SondeProcess restore = SondeProcess.run(fresh, "restore", file.toString());
    assertThat(restore.exitCode()).as(restore.said()).isZero();
    assertThat(fresh.resolve("restoring")).doesNotExist();
  }

  private void assertGoesOn(Path fresh) throws Exception {
    try (SondeProcess server = SondeProcess.start(fresh, "serve")) {
      server.awaitSaid("Sweep 1 goes on");
      ServerClient client = client(fresh, server);
      awaitEnded(client, TRIALS);
      JsonNode trial = client.get("/api/v1/sweeps/1/trials/0");
      assertThat(trial.path("state").asText()).isEqualTo("completed");
      try (InputStream log = client.open("/api/v1/sweeps/1/trials/0/log")) {
        assertThat(new String(log.readAllBytes(), StandardCharsets.UTF_8)).contains("loss");
      }
      server.interrupt();
      server.exitCode();
      new HomeProcesses(fresh).assertNoneLeft();
    }
  }

  private void assertKeepsWhatIsThere(Path fresh) throws IOException {
    SondeProcess refused = SondeProcess.run(fresh, "restore", file.toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("holds results already");
    SondeProcess replaced = SondeProcess.run(fresh, "restore", file.toString(), "--replace");
    assertThat(replaced.exitCode()).as(replaced.said()).isZero();
    try (Stream<Path> entries = Files.list(fresh)) {
      assertThat(entries)
          .filteredOn(entry -> entry.getFileName().toString().startsWith("replaced-"))
          .singleElement()
          .satisfies(old -> assertThat(old.resolve("postgres/data")).exists());
    }
    SondeProcess list = SondeProcess.run(fresh, "list");
    assertThat(list.out()).contains("backed-up");
  }

  private void assertGoesIntoAnOutsideDatabase() {
    Path other = folder.resolve("other");
    try (EmbeddedPostgres outside = EmbeddedPostgres.start(folder.resolve("outside"))) {
      String url = url(outside.address());
      String[] restore = {"restore", file.toString(), "--database", url};
      SondeProcess into = SondeProcess.run(other, restore);
      assertThat(into.exitCode()).as(into.said()).isZero();
      assertThat(other.resolve("postgres")).doesNotExist();
      assertThat(other.resolve("sweeps/sweep-1")).exists();
      SondeProcess list = SondeProcess.run(other, "list", "--database", url);
      assertThat(list.out()).contains("backed-up");
      Path second = folder.resolve("second.zip");
      SondeProcess again = SondeProcess.run(other, "backup", second.toString(), "--database", url);
      assertThat(again.exitCode()).as(again.said()).isZero();
      Path third = folder.resolve("third");
      SondeProcess full = SondeProcess.run(third, "restore", second.toString(), "--database", url);
      assertThat(full.exitCode()).isEqualTo(1);
      assertThat(full.err()).contains("is not empty");
      assertThat(third.resolve("sweeps")).doesNotExist();
    }
  }

  private void assertLogIsStructured() throws IOException {
    boolean told = false;
    for (String line : Files.readAllLines(home.resolve("logs/sonde.log"))) {
      JsonNode json = Json.parse(line);
      assertThat(json.path("time").asText()).isNotEmpty();
      told |=
          json.path("sweep").asInt() == 1
              && json.path("trial").asInt(-1) == 0
              && json.path("attempt").asInt() == 1
              && json.path("message").asText().startsWith("Attempt 1-0-1 started");
    }
    assertThat(told).isTrue();
  }

  private static void awaitEnded(ServerClient client, int trials) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                client.get("/api/v1/sweeps/1").path("trials").path("completed").asInt() >= trials);
  }

  private static ServerClient client(Path home, SondeProcess server) throws IOException {
    String secret = Files.readString(home.resolve("local.secret")).strip();
    return new ServerClient(URI.create(server.address()), Optional.of(secret));
  }

  private static String url(DatabaseAddress address) {
    return address
        .jdbcUrl()
        .replace(
            "jdbc:postgresql://",
            "postgresql://" + address.user() + ":" + address.password() + "@");
  }

  private Path spec() throws IOException {
    return Files.writeString(
        folder.resolve("spec.yaml"),
        """
        name: backed-up
        objective: {metric: loss, direction: minimize}
        space: {x: {float: [0, 1]}}
        search: {algorithm: random, seed: 1}
        budget: {trials: %d, parallel: 1}
        trial: {kind: command, command: [sh, -c, 'sleep 1; echo "sonde: {\\"step\\": 1, \\"loss\\": 0.5}"']}
        """
            .formatted(TRIALS));
  }
}
