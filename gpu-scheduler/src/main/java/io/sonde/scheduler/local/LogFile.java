package io.sonde.scheduler.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps logs within their limit. */
public final class LogFile {

  private static final Logger log = LoggerFactory.getLogger(LogFile.class);

  private LogFile() {}

  /** The size of a log, 0 where it cannot be told. */
  public static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }

  /** Cuts a log that is larger than it may be, and says so at its end. */
  public static void cut(Path file, long limit) {
    long size = size(file);
    if (size <= limit) {
      return;
    }
    String note =
        "%n[sonde] the log was cut here: it had %,d bytes and may have %,d%n"
            .formatted(size, limit);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(limit);
      channel.position(limit);
      channel.write(ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      log.warn("The log {} cannot be cut: {}", file, e.getMessage());
    }
  }
}
