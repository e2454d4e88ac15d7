package io.sonde.trial.diagnosis;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The lines of the end of a log, in bounded memory: at most the last {@value #MOST_BYTES} bytes of
 * the file, and of each line its first {@value #LONGEST} bytes. A carriage return ends a line too,
 * since progress bars write over themselves with it.
 */
final class LogLines implements AutoCloseable {
  static final int MOST_BYTES = 16 << 20;
  static final int LONGEST = 4096;

  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final byte[] line = new byte[LONGEST];

  LogLines(Path log) throws IOException {
    SeekableByteChannel file = Files.newByteChannel(log);
    in = new BufferedInputStream(Channels.newInputStream(file), CHUNK);
    try {
      long skipped = Math.max(0, file.size() - MOST_BYTES);
      file.position(skipped);
      if (skipped > 0) {
        var unused = next(); // begins in the middle
      }
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** The next line; empty at the end. */
  Optional<String> next() throws IOException {
    int length = 0;
    int one = in.read();
    if (one < 0) {
      return Optional.empty();
    }
    while (one >= 0 && one != '\n' && one != '\r') {
      if (length < LONGEST) {
        line[length++] = (byte) one;
      }
      one = in.read();
    }
    return Optional.of(new String(line, 0, length, StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
