package io.sonde.app.home;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * Who and where a home's running server is, as it wrote itself down.
 *
 * @param address where this machine finds it
 * @param exposed whether callers from other machines can come in
 * @param backend where its trials run, as on the command line
 * @param advertise where they report
 */
public record ServerRecord(URI address, long pid, boolean exposed, String backend, URI advertise) {
  /** Reads the record; empty when there is none, or none that can be read. */
  public static Optional<ServerRecord> read(Home home) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(home.serverRecord())) {
      properties.load(reader);
      URI address = URI.create(properties.getProperty("address", ""));
      return Optional.of(
          new ServerRecord(
              address,
              Long.parseLong(properties.getProperty("pid", "")),
              Boolean.parseBoolean(properties.getProperty("exposed", "false")),
              properties.getProperty("backend", "local"),
              URI.create(properties.getProperty("advertise", address.toString()))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Writes the record at once and whole. */
  public void write(Home home) {
    Properties properties = new Properties();
    properties.setProperty("address", address.toString());
    properties.setProperty("pid", Long.toString(pid));
    properties.setProperty("exposed", Boolean.toString(exposed));
    properties.setProperty("backend", backend);
    properties.setProperty("advertise", advertise.toString());
    Path file = home.serverRecord();
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (Writer writer = Files.newBufferedWriter(fresh)) {
        properties.store(writer, null);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the record away. */
  public static void remove(Home home) {
    try {
      Files.deleteIfExists(home.serverRecord());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
