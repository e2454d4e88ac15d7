package io.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.store.Store;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installations that are really broken, each in its way, and one that is not. */
class DoctorTest {
  private static final String FULL =
      "mount -t tmpfs -o size=64k disk \"$0\"; head -c 1000000 /dev/zero >\"$0/filler\""
          + " 2>/dev/null; \"$@\"";
  private static final String READ_ONLY = "mount -t tmpfs -o ro disk \"$0\"; \"$@\"";

  @TempDir Path folder;

  @Test
  void aServerThatRunsIsWellAndOneThatWasKilledIsMissed() throws Exception {
    Path home = folder.resolve("home");
    assertThat(errors(SondeProcess.run(home, "doctor", "--json"), 0)).isEmpty();
    try (SondeProcess server = SondeProcess.start(home, "serve")) {
      server.awaitSaid("Sonde serves");
      SondeProcess well = SondeProcess.run(home, "doctor", "--json");
      assertThat(errors(well, 0)).isEmpty();
      assertThat(texts(well, "ok"))
          .anyMatch(text -> text.matches("server: http://\\S+ answers in \\d+ ms"))
          .anyMatch(text -> text.contains("it is ready"))
          .anyMatch(text -> text.contains("it is of the same version"))
          .anyMatch(
              text -> text.startsWith("database:") && text.contains("as this Sonde wants it"));
      SondeProcess remote =
          SondeProcess.run(
              folder.resolve("none"), "doctor", "--json", "--server", server.address());
      assertThat(texts(remote, "ok")).anyMatch(text -> text.contains("it is ready"));
      server.kill();
    }
    SondeProcess after = SondeProcess.run(home, "doctor", "--json");
    assertThat(errors(after, 0)).isEmpty();
    assertThat(texts(after, "warning"))
        .anyMatch(text -> text.contains("that does not run any more"))
        .anyMatch(text -> text.startsWith("backup: none was ever made"));
    assertThat(home.resolve("server.properties")).as("nothing is altered").exists();
    SondeProcess.run(home, "list");
    new HomeProcesses(home).assertNoneLeft();
  }

  @Test
  void aServerThatIsNotThereIsAnError() {
    SondeProcess doctor =
        SondeProcess.run(folder, "doctor", "--json", "--server", "http://127.0.0.1:1");
    assertThat(errors(doctor, 1)).singleElement().asString().contains("does not answer /healthz");
  }

  @Test
  void aFullDiskAndAFolderForReadingOnlyAreErrors() throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    for (String disk : List.of(FULL, READ_ONLY)) {
      SondeProcess doctor =
          SondeProcess.start(mounted(disk, home), home, Map.of(), List.of(), "doctor", "--json");
      assertThat(errors(doctor, 1))
          .anyMatch(text -> text.startsWith("home folder:") && text.contains("cannot be written"));
    }
  }

  @Test
  void aDatabaseThatIsGoneOrOfANewerSondeIsAnError() throws Exception {
    String url;
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(folder.resolve("outside"))) {
      DatabaseAddress address = postgres.address();
      url =
          address
              .jdbcUrl()
              .replace("jdbc:postgresql://", "postgresql://sonde:" + address.password() + "@");
      Store.open(address).close();
      try (Connection connection =
              DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
          var statement = connection.createStatement()) {
        statement.execute(
            "insert into flyway_schema_history select 999, '999', 'later', type, 'V999__later.sql',"
                + " 1, installed_by, installed_on, 1, true from flyway_schema_history limit 1");
      }
      SondeProcess newer =
          SondeProcess.run(folder.resolve("a"), "doctor", "--json", "--database", url);
      assertThat(errors(newer, 1))
          .singleElement()
          .asString()
          .contains("its schema has version 999, this Sonde knows up to");
    }
    SondeProcess gone =
        SondeProcess.run(folder.resolve("a"), "doctor", "--json", "--database", url);
    assertThat(errors(gone, 1)).singleElement().asString().contains("cannot be reached");
    SondeProcess wrong =
        SondeProcess.run(folder.resolve("a"), "doctor", "--json", "--database", "nonsense");
    assertThat(wrong.exitCode()).isEqualTo(2);
  }

  @Test
  void secretsThatOthersReadAreAnError() throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.writeString(home.resolve("token.key"), "secret");
    SondeProcess doctor = SondeProcess.run(home, "doctor");
    assertThat(doctor.exitCode()).as(doctor.said()).isEqualTo(1);
    assertThat(doctor.out())
        .contains("token.key can be read by other users", "do:  chmod 600")
        .doesNotContain("\tat ");
  }

  /** The texts of the errors; each has a reason and an advice, and there is no trace. */
  private static List<String> errors(SondeProcess doctor, int code) {
    assertThat(doctor.exitCode()).as(doctor.said()).isEqualTo(code);
    assertThat(doctor.said()).doesNotContain("\tat ");
    return texts(doctor, "error");
  }

  private static List<String> texts(SondeProcess doctor, String level) {
    List<String> texts = new ArrayList<>();
    for (JsonNode finding : doctor.json().path("findings")) {
      if (finding.path("level").asText().equals(level)) {
        texts.add(finding.path("part").asText() + ": " + finding.path("what").asText());
        boolean told = !finding.path("why").asText().isEmpty();
        assertThat(told).as(finding.toString()).isEqualTo(!level.equals("ok"));
      }
    }
    return texts;
  }

  private static List<String> mounted(String script, Path home) {
    String namespace = "root".equals(System.getProperty("user.name")) ? "-m" : "-rm";
    return List.of("unshare", namespace, "sh", "-c", script, home.toString());
  }
}
