package io.sonde.trial.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads the IDX format of MNIST: unsigned bytes with one dimension for labels, three for grey
 * images (count, rows, columns), four for coloured ones (channels last). Files ending in {@code
 * .gz} are unpacked.
 */
final class Idx {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int LARGEST_FILE = 1 << 30;

  private final Path images;
  private final Path labels;

  Idx(Path images, Path labels) {
    this.images = images;
    this.labels = labels;
  }

  /** Reads both files. Throws {@link DataException} with the file and what is wrong in it. */
  Examples read() {
    Array pixels = array(images);
    Array classes = array(labels);
    if (pixels.sizes.length < 2 || pixels.sizes.length > 4) {
      throw new DataException(
          "%s holds %d dimensions, expected 2 to 4: the count and an example's sizes"
              .formatted(images, pixels.sizes.length));
    }
    if (classes.sizes.length != 1) {
      throw new DataException(
          "%s holds %d dimensions, expected 1: the labels".formatted(labels, classes.sizes.length));
    }
    if (pixels.sizes[0] != classes.sizes[0]) {
      throw new DataException(
          "%s holds %d examples, %s holds %d labels"
              .formatted(images, pixels.sizes[0], labels, classes.sizes[0]));
    }
    return examples(pixels, classes);
  }

  private Examples examples(Array pixels, Array classes) {
    Shape shape = shape(pixels.sizes);
    int size = shape.size();
    float[][] rows = new float[pixels.sizes[0]][size];
    int[] labelIndices = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < size; j++) {
        rows[i][j] = pixels.bytes[i * size + j] & 0xFF;
      }
      labelIndices[i] = classes.bytes[i] & 0xFF;
    }
    int count = 1 + Arrays.stream(labelIndices).max().orElse(0);
    if (count < 2) {
      throw new DataException(labels + " names fewer than two classes");
    }
    List<String> names = IntStream.range(0, count).mapToObj(String::valueOf).toList();
    return Examples.of(shape, rows, new Targets.Classes(labelIndices, names));
  }

  private static Shape shape(int[] sizes) {
    return switch (sizes.length) {
      case 2 -> Shape.flat(sizes[1]);
      case 3 -> Shape.image(sizes[1], sizes[2], 1);
      default -> Shape.image(sizes[1], sizes[2], sizes[3]);
    };
  }

  private static Array array(Path file) {
    try (DataInputStream in = new DataInputStream(DataFile.open(file))) {
      int magic = in.readInt();
      int type = (magic >> 8) & 0xFF;
      int dimensions = magic & 0xFF;
      if (magic >>> 16 != 0 || type != UNSIGNED_BYTE || dimensions == 0) {
        throw new DataException(
            "%s is not an IDX file of unsigned bytes: it begins with 0x%08x"
                .formatted(file, magic));
      }
      int[] sizes = new int[dimensions];
      long total = 1;
      for (int i = 0; i < dimensions; i++) {
        sizes[i] = in.readInt();
        total = sizes[i] < 1 ? Long.MAX_VALUE : Math.multiplyExact(total, sizes[i]);
        if (total > LARGEST_FILE) {
          throw new DataException(
              "%s: its header says sizes %s, which cannot be right"
                  .formatted(file, Arrays.toString(Arrays.copyOf(sizes, i + 1))));
        }
      }
      byte[] bytes = in.readNBytes((int) total);
      if (bytes.length < total) {
        throw new DataException(
            "%s ends after %d of the %d bytes its header promises"
                .formatted(file, bytes.length, total));
      }
      return new Array(sizes, bytes);
    } catch (EOFException e) {
      throw new DataException(file + " ends within its header", e);
    } catch (IOException e) {
      throw new DataException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** What a file holds. */
  private static final class Array {
    private final int[] sizes;
    private final byte[] bytes;

    private Array(int[] sizes, byte[] bytes) {
      this.sizes = sizes;
      this.bytes = bytes;
    }
  }
}
