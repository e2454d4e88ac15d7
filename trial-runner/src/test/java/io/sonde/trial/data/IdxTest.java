package io.sonde.trial.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
  @TempDir Path folder;

  @Test
  void readsImagesAndLabels() throws IOException {
    Path images =
        write("images", idx(new int[] {2, 2, 3}, 0, 1, 2, 3, 4, 5, 250, 251, 252, 0, 0, 255));
    Path labels = write("labels", idx(new int[] {2}, 1, 0));
    Examples examples = new Idx(images, labels).read();
    assertThat(examples.input().shape()).isEqualTo(Shape.image(2, 3, 1));
    assertThat(examples.input().rows()[1]).containsExactly(250, 251, 252, 0, 0, 255);
    Targets.Classes targets = (Targets.Classes) examples.targets();
    assertThat(targets.labels()).containsExactly(1, 0);
    assertThat(targets.names()).containsExactly("0", "1");
  }

  @Test
  void unpacks() throws IOException {
    Path images = folder.resolve("images.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(images))) {
      out.write(idx(new int[] {2, 3}, 1, 2, 3, 4, 5, 6));
    }
    Path labels = write("labels", idx(new int[] {2}, 0, 1));
    assertThat(new Idx(images, labels).read().input().shape()).isEqualTo(Shape.flat(3));
  }

  @Test
  void aFolderIsReadByTheUsualNames() throws IOException {
    write("train-images-idx3-ubyte", idx(new int[] {2, 2, 2}, 0, 1, 2, 3, 4, 5, 6, 7));
    write("train-labels-idx1-ubyte", idx(new int[] {2}, 1, 0));
    write("t10k-labels-idx1-ubyte", idx(new int[] {1}, 1));
    Path packed = folder.resolve("t10k-images-idx3-ubyte.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(idx(new int[] {1, 2, 2}, 9, 9, 9, 9));
    }
    Source source = DataSpec.ofFolder(folder).source();
    assertThat(source.files()).contains(packed).hasSize(4);
    Source.Contents contents = source.read();
    assertThat(contents.examples().targets().size()).isEqualTo(2);
    assertThat(contents.test().orElseThrow().input().rows()[0]).containsExactly(9, 9, 9, 9);
    assertThatThrownBy(() -> DataSpec.ofFolder(folder.resolve("none")).source().read())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("none/train-");
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Path labels = write("labels", idx(new int[] {2}, 0, 1));
    assertRefused(write("a", new byte[] {1, 2}), labels, "a ends within its header");
    assertRefused(
        write("b", "a text, not IDX".getBytes(StandardCharsets.UTF_8)),
        labels,
        "b is not an IDX file");
    assertRefused(
        write("c", idx(new int[] {2, 3}, 1, 2, 3)), labels, "c ends after 3 of the 6 bytes");
    assertRefused(write("d", idx(new int[] {3, 1}, 1, 2, 3)), labels, "d holds 3 examples");
    assertRefused(write("e", idx(new int[] {1 << 30, 1 << 30})), labels, "which cannot be right");
    assertRefused(labels, labels, "holds 1 dimensions, expected 2 to 4");
    assertRefused(folder.resolve("none"), labels, "there is no data file");
    Path noGzip = write("f.gz", new byte[] {1, 2, 3});
    assertRefused(noGzip, labels, "cannot read");
  }

  private static void assertRefused(Path images, Path labels, String message) {
    assertThatThrownBy(() -> new Idx(images, labels).read())
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] idx(int[] sizes, int... bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * sizes.length + bytes.length);
    buffer.putInt(0x0800 | sizes.length);
    for (int size : sizes) {
      buffer.putInt(size);
    }
    for (int b : bytes) {
      buffer.put((byte) b);
    }
    return buffer.array();
  }
}
