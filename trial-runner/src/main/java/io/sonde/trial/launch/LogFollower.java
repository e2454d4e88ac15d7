package io.sonde.trial.launch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a log as it grows, line by line, and gives those that begin as asked. Never holds more than
 * a chunk of the log, whatever its process writes.
 */
final class LogFollower {
  private static final int CHUNK = 1 << 18;

  /** Longer lines are no reports. */
  private static final int LONGEST_LINE = 1 << 16;

  private final Path file;
  private final byte[] begin;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final byte[] chunk = new byte[CHUNK];
  private long position;
  private boolean passing;

  /**
   * Starts at the beginning of a log.
   *
   * @param begin how the lines begin that are wanted
   */
  LogFollower(Path file, String begin) {
    this.file = file;
    this.begin = begin.getBytes(StandardCharsets.UTF_8);
  }

  /** The wanted lines of the next chunk; empty when the log has not grown. */
  Optional<List<String>> next() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(position);
      int read = in.read(chunk);
      if (read <= 0) {
        return Optional.empty();
      }
      position += read;
      return Optional.of(lines(read));
    }
  }

  /** What stands behind the last end of a line, if it is wanted; the process is gone. */
  Optional<String> rest() {
    Optional<String> rest = wanted();
    line.reset();
    return rest;
  }

  private List<String> lines(int read) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < read; i++) {
      if (chunk[i] == '\n') {
        keep(from, i);
        wanted().ifPresent(lines::add);
        line.reset();
        passing = false;
        from = i + 1;
      }
    }
    keep(from, read);
    return lines;
  }

  private void keep(int from, int to) {
    if (!passing && line.size() + to - from <= LONGEST_LINE) {
      line.write(chunk, from, to - from);
      return;
    }
    passing = true;
    line.reset();
  }

  private Optional<String> wanted() {
    byte[] bytes = line.toByteArray();
    if (bytes.length < begin.length) {
      return Optional.empty();
    }
    for (int i = 0; i < begin.length; i++) {
      if (bytes[i] != begin[i]) {
        return Optional.empty();
      }
    }
    return Optional.of(new String(bytes, StandardCharsets.UTF_8));
  }
}
