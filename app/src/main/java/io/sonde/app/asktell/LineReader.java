package io.sonde.app.asktell;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines of UTF-8 text, of which none takes more memory than allowed. Not thread-safe. */
public final class LineReader {
  /** No line that is meant is longer, in bytes. */
  public static final int MOST = 1 << 20;

  private final InputStream in;

  /** Reads this stream. */
  public LineReader(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** What was read. */
  public sealed interface Line {}

  /** A line, without its end. */
  public record Text(String text) implements Line {}

  /** A line that was longer than {@link #MOST}; it was passed over. */
  public record TooLong() implements Line {}

  /** There is nothing more. */
  public record End() implements Line {}

  /** The next line; the last one needs no line break. */
  public Line next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    int read = in.read();
    if (read < 0) {
      return new End();
    }
    long length = 0;
    for (; read >= 0 && read != '\n'; read = in.read()) {
      if (++length <= MOST) {
        line.write(read);
      }
    }
    if (length > MOST) {
      return new TooLong();
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return new Text(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
