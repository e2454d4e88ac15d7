package io.sonde.benchmarks.quality;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/** Tables of plain cells, packed by gzip: no cell holds a comma or a quotation mark. */
final class Packed {
  private Packed() {}

  static BufferedReader lines(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8));
  }

  static List<String> header(BufferedReader lines, Path file) throws IOException {
    String header = lines.readLine();
    if (header == null) {
      throw new IllegalArgumentException("no header in " + file);
    }
    return List.of(header.split(",", -1));
  }

  /** The positions of all columns whose names begin so. */
  static int[] columnsFrom(List<String> header, String beginning) {
    int[] columns =
        IntStream.range(0, header.size())
            .filter(i -> header.get(i).startsWith(beginning))
            .toArray();
    if (columns.length == 0) {
      throw new IllegalArgumentException("no column " + beginning + "… among " + header);
    }
    return columns;
  }
}
