package io.sonde.app.backup;

import io.sonde.app.home.Home;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When an installation was last backed up, and into which file, as its home remembers it. */
public record LastBackup(Path file, Instant at) {
  private static final Logger log = LoggerFactory.getLogger(LastBackup.class);
  private static final String NAME = "last-backup.properties";

  /** What the home remembers; empty where it was never backed up by the command. */
  public static Optional<LastBackup> of(Home home) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(home.folder().resolve(NAME))) {
      properties.load(reader);
      return Optional.of(
          new LastBackup(
              Path.of(properties.getProperty("file", "")),
              Instant.parse(properties.getProperty("at", ""))));
    } catch (IOException | DateTimeParseException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Has the home remember it; a backup is no worse where the home cannot. */
  void remember(Home home) {
    Properties properties = new Properties();
    properties.setProperty("file", file.toString());
    properties.setProperty("at", at.toString());
    try (Writer writer = Files.newBufferedWriter(home.folder().resolve(NAME))) {
      properties.store(writer, null);
    } catch (IOException e) {
      log.warn("{} does not remember its backup: {}", home.folder(), e.toString());
    }
  }
}
