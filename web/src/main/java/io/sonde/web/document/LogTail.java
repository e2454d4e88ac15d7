package io.sonde.web.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The end of a log.
 *
 * @param text whole lines where it could be; bytes that are no UTF-8 are replaced
 * @param whole whether this is all of the log
 */
public record LogTail(String text, boolean whole) {
  /** The last {@code most} bytes of a file; empty when there is no such file. */
  public static Optional<LogTail> of(Path file, int most) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long start = Math.max(0, channel.size() - most);
      channel.position(start);
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, channel.size() - start));
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
        // a log that was cut meanwhile ends early
      }
      String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString();
      return Optional.of(new LogTail(start == 0 ? text : fromLine(text), start == 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fromLine(String text) {
    return text.substring(text.indexOf('\n') + 1);
  }
}
