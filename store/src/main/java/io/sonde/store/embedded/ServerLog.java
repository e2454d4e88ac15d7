package io.sonde.store.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What the server wrote about itself since this object was made. */
final class ServerLog {
  private static final long KEPT_BYTES = 8 << 20;

  private final Path path;
  private final long from;

  private ServerLog(Path path, long from) {
    this.path = path;
    this.from = from;
  }

  /** Begins a chapter at the end of the file; a file grown large is put aside first. */
  static ServerLog continued(Path path) throws IOException {
    long size = Files.exists(path) ? Files.size(path) : 0;
    if (size > KEPT_BYTES) {
      Path old = path.resolveSibling(path.getFileName() + ".old");
      Files.move(path, old, StandardCopyOption.REPLACE_EXISTING);
      size = 0;
    }
    return new ServerLog(path, size);
  }

  boolean contains(String words) throws IOException {
    return text().contains(words);
  }

  /** The last line that says why the server could not go on, or the last of all. */
  String lastWords() throws IOException {
    List<String> lines = text().lines().filter(line -> !line.isBlank()).toList();
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).contains("FATAL:") || lines.get(i).contains("PANIC:")) {
        return lines.get(i);
      }
    }
    return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
  }

  private String text() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(Math.min(from, file.length()));
      byte[] bytes = new byte[(int) Math.min(file.length() - file.getFilePointer(), 1 << 20)];
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
