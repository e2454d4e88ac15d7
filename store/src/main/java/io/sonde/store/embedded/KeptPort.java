package io.sonde.store.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The server's port, the same from start to start as long as nobody else takes it. */
final class KeptPort {
  private final Path file;

  KeptPort(Path file) {
    this.file = file;
  }

  /** The port of the last time, if there was one. */
  OptionalInt last() throws IOException {
    if (!Files.exists(file)) {
      return OptionalInt.empty();
    }
    String text = Files.readString(file).strip();
    return text.matches("\\d{1,5}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
  }

  void keep(int port) throws IOException {
    Files.writeString(file, port + "\n");
  }

  /** A port on which nothing listens at this moment. */
  static int free() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
