package io.sonde.trial.data;

import static io.sonde.trial.data.DataSpecs.assertRefused;
import static io.sonde.trial.data.DataSpecs.assertUnreadable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  private static final int RED = 0xFFC80A14;

  @TempDir Path folder;

  @Test
  void aFolderIsAClass() throws IOException {
    write("cat/b.png", grey(2, 3, 40));
    write("cat/a.png", grey(2, 3, 128));
    write("dog/c.bmp", colour(2, 3, RED));
    Files.writeString(folder.resolve("README.md"), "not a class");
    Files.writeString(folder.resolve("dog/.hidden"), "not an example");
    DataSpec spec = spec();
    Examples examples = spec.source().read().examples();
    assertThat(examples.input().shape()).isEqualTo(Shape.image(2, 3, 3));
    Targets.Classes classes = (Targets.Classes) examples.targets();
    assertThat(classes.names()).containsExactly("cat", "dog");
    assertThat(classes.labels()).containsExactly(0, 0, 1);
    assertThat(examples.input().rows()[0]).containsOnly(128).hasSize(18);
    assertThat(examples.input().rows()[2]).startsWith(0xC8, 0x0A, 0x14, 0xC8);
    assertThat(spec.source().files())
        .extracting(file -> folder.relativize(file).toString())
        .containsExactly("cat/a.png", "cat/b.png", "dog/c.bmp");
  }

  @Test
  void readsEveryFormatInGreyToo() throws IOException {
    for (String ending : List.of("png", "bmp", "gif", "JPG", "jpeg")) {
      write("a/image." + ending, colour(8, 8, RED));
    }
    write("b/image.png", grey(8, 8, 77));
    Examples examples = spec("channels", 1).source().read().examples();
    assertThat(examples.input().shape()).isEqualTo(Shape.image(8, 8, 1));
    float luma = 0.299f * 0xC8 + 0.587f * 0x0A + 0.114f * 0x14;
    for (int i = 0; i < 5; i++) {
      assertThat(examples.input().rows()[i][9]).isEqualTo(luma, within(3f));
    }
    assertThat(examples.input().rows()[5]).containsOnly(77);
  }

  @Test
  void whatIsTransparentIsBlack() throws IOException {
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x00FFFFFF);
    image.setRGB(1, 0, 0x80FF0000);
    write("a/1.png", image);
    write("b/1.png", image);
    assertThat(spec().source().read().examples().input().rows()[0])
        .containsExactly(0, 0, 0, 128, 0, 0);
  }

  @Test
  void bringsAllToTheSizeAskedFor() throws IOException {
    BufferedImage ramp = new BufferedImage(4, 2, BufferedImage.TYPE_BYTE_GRAY);
    for (int x = 0; x < 4; x++) {
      ramp.getRaster().setSample(x, 0, 0, 10 * x);
      ramp.getRaster().setSample(x, 1, 0, 10 * x);
    }
    write("a/1.png", ramp);
    write("b/1.png", grey(9, 5, 33));
    Examples examples = spec("size", List.of(2, 2), "channels", 1).source().read().examples();
    // Each weight falls by distance from 1 to 0 over two pixels: (3·0 + 3·10 + 1·20) / 7.
    assertThat(examples.input().rows()[0][0]).isEqualTo(50f / 7, within(1e-4f));
    assertThat(examples.input().rows()[0][1]).isEqualTo(30 - 50f / 7, within(1e-4f));
    assertThat(examples.input().rows()[1]).containsOnly(33);
    Pixels wide = new Pixels(1, 2, 1, new float[] {0, 8}).resized(1, 4);
    assertThat(wide.values()).containsExactly(0, 2, 6, 8);
  }

  @Test
  void aTestFolderIsKeptApart() throws IOException {
    for (String file : List.of("train/a/1.png", "train/b/1.png", "train/c/1.png")) {
      write(file, grey(2, 2, 10));
    }
    write("test/b/9.png", grey(2, 2, 99));
    DataSpec spec =
        DataSpecs.of(folder, "images", "folder", "train", "test_folder", "test", "channels", 1);
    Source.Contents contents = spec.source().read();
    Targets.Classes kept = (Targets.Classes) contents.test().orElseThrow().targets();
    assertThat(kept.labels()).containsExactly(1);
    assertThat(kept.names()).containsExactly("a", "b", "c");
    assertThat(spec.source().files()).hasSize(4);
    write("test/d/9.png", grey(2, 2, 99));
    assertUnreadable(spec, "test/d is a class that", "does not have; its classes are a, b, c");
  }

  @Test
  void whoOnlyChecksKeepsNoPixels() throws IOException {
    write("a/1.png", grey(2, 2, 10));
    write("b/1.png", grey(2, 2, 10));
    Examples checked = spec().source().check().examples();
    assertThat(checked.input().rows()).hasNumberOfRows(2);
    assertThat(checked.input().rows()[0]).isEmpty();
    assertThat(DataFacts.of(checked)).isEqualTo(DataFacts.of(spec().source().read().examples()));
  }

  @Test
  void namesTheFileOfEveryProblem() throws IOException {
    assertUnreadable(DataSpecs.of(folder, "images", "folder", "no"), "there is no folder", "/no");
    assertUnreadable(spec(), "holds no folders; expected one for each class");
    write("a/1.png", grey(2, 2, 10));
    assertUnreadable(spec(), "holds one class, [a]; expected two or more");
    Files.createDirectory(folder.resolve("b"));
    assertUnreadable(spec(), "/b holds no examples of its class");
    Files.createDirectory(folder.resolve("b/inner"));
    assertUnreadable(spec(), "b/inner is a folder within the class 'b'");
    Files.delete(folder.resolve("b/inner"));
    Path other = Files.writeString(folder.resolve("b/Thumbs.db"), "what");
    assertUnreadable(spec(), "b/Thumbs.db cannot be an example; expected a name that ends in .png");
    Files.delete(other);
    write("b/2.png", grey(3, 2, 10));
    assertUnreadable(
        spec(),
        "b/2.png has 3×2 pixels (height × width)",
        "a/1.png has 2×2; write size: [height, width]");
    Files.writeString(folder.resolve("b/2.png"), "no image");
    assertUnreadable(spec(), "b/2.png is no PNG, JPEG, GIF or BMP image");
    byte[] whole = Files.readAllBytes(folder.resolve("a/1.png"));
    Files.write(folder.resolve("b/2.png"), Arrays.copyOf(whole, whole.length / 2));
    assertUnreadable(spec(), "b/2.png cannot be read as an image");
    Files.write(folder.resolve("b/2.png"), huge(whole));
    assertUnreadable(spec(), "b/2.png says that it has 10,000,000,000 pixels");
  }

  @Test
  void saysWhenTheImagesDoNotFitTheMemory() throws IOException {
    write("a/1.png", grey(2, 2, 10));
    write("b/1.png", grey(2, 2, 10));
    DataSpec spec = spec("size", List.of(20000, 20000));
    assertThatThrownBy(() -> spec.source().read())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("its 2 images of 20000×20000×3 need 9,155 MiB")
        .hasMessageContaining("write a smaller size");
  }

  @Test
  void namesTheKeyOfEveryMistakeInTheSpec() {
    assertRefused(folder, "trial.data.images.folder: missing", "images");
    assertRefused(
        folder, "images.size: expected [height, width], got [3]", "images", "size", List.of(3));
    assertRefused(
        folder,
        "images.channels: expected 1 (grey) or 3 (colours), got 2",
        "images",
        "channels",
        2);
  }

  private DataSpec spec(Object... more) {
    Map<String, Object> settings = DataSpecs.map(more);
    settings.put("folder", ".");
    return DataSpec.read(Map.of("images", settings), folder);
  }

  /** The same file with a header that promises 100,000 × 100,000 pixels. */
  private static byte[] huge(byte[] png) {
    byte[] changed = png.clone();
    ByteBuffer.wrap(changed).putInt(16, 100_000).putInt(20, 100_000);
    CRC32 crc = new CRC32();
    crc.update(changed, 12, 17);
    ByteBuffer.wrap(changed).putInt(29, (int) crc.getValue());
    return changed;
  }

  private static BufferedImage grey(int height, int width, int value) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < height * width; i++) {
      image.getRaster().setSample(i % width, i / width, 0, value);
    }
    return image;
  }

  private static BufferedImage colour(int height, int width, int rgb) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < height * width; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    return image;
  }

  private void write(String name, BufferedImage image) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    String format = name.substring(name.lastIndexOf('.') + 1);
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
  }
}
