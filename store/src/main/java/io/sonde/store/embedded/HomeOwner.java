package io.sonde.store.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The process that owns a home folder's embedded server.
 *
 * @param host the machine's name
 * @param pid the process's id on that machine
 * @param started when that process began, which tells it from a later one of the same id
 */
public record HomeOwner(String host, long pid, Instant started) {

  static HomeOwner thisProcess() {
    ProcessHandle self = ProcessHandle.current();
    return new HomeOwner(hostName(), self.pid(), self.info().startInstant().orElse(Instant.EPOCH));
  }

  /** The owner named in the file, if a whole one is. */
  static Optional<HomeOwner> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(file);
    try {
      return Optional.of(
          new HomeOwner(lines.get(0), Long.parseLong(lines.get(1)), Instant.parse(lines.get(2))));
    } catch (RuntimeException incomplete) {
      return Optional.empty();
    }
  }

  void write(Path file) throws IOException {
    Files.writeString(file, host + "\n" + pid + "\n" + started + "\n");
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "this machine";
    }
  }
}
