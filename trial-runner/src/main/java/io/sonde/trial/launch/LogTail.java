package io.sonde.trial.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds the last words of a process to the log of the attempt it ran. */
final class LogTail {
  private static final Logger log = LoggerFactory.getLogger(LogTail.class);
  private static final int MOST_BYTES = 4096;

  private LogTail() {}

  /** A log that cannot be read or written is no reason to lose the attempt's end. */
  static void append(Path processLog, Path attemptLog, String end) {
    try {
      Path folder = attemptLog.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(
          attemptLog,
          "%n%s%nThe last output of its process:%n%s%n".formatted(end, tail(processLog)),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      log.warn("No last words of a process in {}: {}", attemptLog, e.getMessage());
    }
  }

  /** The last bytes of a file; nothing where there is none. */
  static String tail(Path file) throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long length = in.length();
      byte[] bytes = new byte[(int) Math.min(length, MOST_BYTES)];
      in.seek(length - bytes.length);
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
