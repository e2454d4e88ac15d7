package io.sonde.trial.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens data files, unpacking those whose names end in {@code .gz}. */
final class DataFile {
  private static final int BUFFER = 1 << 16;

  private DataFile() {}

  static InputStream open(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new DataException("there is no data file " + file);
    }
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new DataException(file + " cannot be read as a data file");
    }
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(raw, BUFFER) : raw;
  }

  /** Opens a text file; what is not UTF-8 throws a MalformedInputException. */
  static BufferedReader text(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(open(file), StandardCharsets.UTF_8.newDecoder()), BUFFER);
  }
}
