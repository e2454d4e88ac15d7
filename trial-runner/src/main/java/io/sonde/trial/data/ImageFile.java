package io.sonde.trial.data;

import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;

/**
 * Reads an image file into numbers from 0 to 255. Grey of colours is 0.299 red + 0.587 green +
 * 0.114 blue (ITU-R BT.601); colours of grey are the same three times. What is transparent is put
 * on black; of several pictures in a file the first counts; a turn written beside the pixels (Exif)
 * is not made.
 */
final class ImageFile {
  private static final double RED = 0.299;
  private static final double GREEN = 0.587;
  private static final double BLUE = 0.114;
  private static final long MOST_PIXELS = 100_000_000;

  private ImageFile() {}

  /**
   * Reads a file.
   *
   * @param channels 1 for grey, 3 for red, green and blue
   * @throws DataException naming the file when it is no image that can be read
   */
  static Pixels read(Path file, int channels) {
    try (FileImageInputStream in = new FileImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new DataException(file + " is no PNG, JPEG, GIF or BMP image");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        checkSize(file, reader);
        return pixels(reader.read(0), channels);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new DataException(file + " cannot be read as an image: " + e.getMessage(), e);
    }
  }

  /** What a few bytes promise must not fill the memory. */
  private static void checkSize(Path file, ImageReader reader) throws IOException {
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    if (pixels > MOST_PIXELS) {
      throw new DataException(
          "%s says that it has %,d pixels; more than %,d are not read"
              .formatted(file, pixels, MOST_PIXELS));
    }
  }

  private static Pixels pixels(BufferedImage image, int channels) {
    int height = image.getHeight();
    int width = image.getWidth();
    float[] values = new float[Math.multiplyExact(height * width, channels)];
    boolean grey = isGrey(image);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * channels;
        int rgb = grey ? 0x010101 * sample(image, x, y) : onBlack(image.getRGB(x, y));
        if (channels == 1) {
          values[at] = grey ? rgb & 0xFF : luma(rgb);
        } else {
          values[at] = (rgb >> 16) & 0xFF;
          values[at + 1] = (rgb >> 8) & 0xFF;
          values[at + 2] = rgb & 0xFF;
        }
      }
    }
    return new Pixels(height, width, channels, values);
  }

  /** Grey samples stand in the raster: Java's conversion to colours would brighten them. */
  private static boolean isGrey(BufferedImage image) {
    return image.getColorModel() instanceof ComponentColorModel model
        && model.getNumColorComponents() == 1;
  }

  private static int sample(BufferedImage image, int x, int y) {
    Raster raster = image.getRaster();
    int bits = raster.getSampleModel().getSampleSize(0);
    int grey = toByte(raster.getSample(x, y, 0), bits);
    return raster.getNumBands() == 1
        ? grey
        : Math.round(grey * toByte(raster.getSample(x, y, 1), bits) / 255f);
  }

  private static int toByte(int sample, int bits) {
    return bits > 8 ? sample >> (bits - 8) : sample;
  }

  private static int onBlack(int argb) {
    int alpha = argb >>> 24;
    if (alpha == 255) {
      return argb;
    }
    int result = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      result |= Math.round(((argb >> shift) & 0xFF) * alpha / 255f) << shift;
    }
    return result;
  }

  private static float luma(int rgb) {
    return (float) (RED * ((rgb >> 16) & 0xFF) + GREEN * ((rgb >> 8) & 0xFF) + BLUE * (rgb & 0xFF));
  }
}
