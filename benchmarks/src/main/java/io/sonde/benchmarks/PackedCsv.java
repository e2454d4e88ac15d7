package io.sonde.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** Reads a table of plain cells with a header, packed by gzip; no cell holds a comma. */
public final class PackedCsv implements AutoCloseable {
  private final Path file;
  private final BufferedReader lines;
  private final List<String> header;

  private PackedCsv(Path file, BufferedReader lines) throws IOException {
    this.file = file;
    this.lines = lines;
    String first = lines.readLine();
    if (first == null) {
      throw new IllegalArgumentException("no header in " + file);
    }
    this.header = List.of(first.split(",", -1));
  }

  /** Opens a file and reads its header. */
  public static PackedCsv open(Path file) throws IOException {
    return new PackedCsv(
        file,
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8)));
  }

  /** The names of the columns. */
  public List<String> header() {
    return header;
  }

  /** The position of a column. */
  public int column(String name) {
    int position = header.indexOf(name);
    if (position < 0) {
      throw new IllegalArgumentException("no column " + name + " in " + file);
    }
    return position;
  }

  /** The positions of all columns whose names begin so; at least one. */
  public int[] columnsFrom(String beginning) {
    int[] columns =
        IntStream.range(0, header.size())
            .filter(i -> header.get(i).startsWith(beginning))
            .toArray();
    if (columns.length == 0) {
      throw new IllegalArgumentException("no column " + beginning + "… in " + file);
    }
    return columns;
  }

  /** The cells of the next row; empty after the last. */
  public Optional<String[]> next() throws IOException {
    return Optional.ofNullable(lines.readLine()).map(line -> line.split(",", -1));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
