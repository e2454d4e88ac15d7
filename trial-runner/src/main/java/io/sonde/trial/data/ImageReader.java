package io.sonde.trial.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a folder of images with a folder for each class. */
final class ImageReader {
  private static final float[] NOTHING = {};

  /** How much of the memory of this process images may take, so that a network has some too. */
  private static final double SHARE = 0.8;

  private final ImageFolder folder;

  ImageReader(ImageFolder folder) {
    this.folder = folder;
  }

  /** All files, class by class, those of the test last. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    classes(folder.folder()).files().values().forEach(files::addAll);
    folder.testFolder().ifPresent(test -> classes(test).files().values().forEach(files::addAll));
    return files;
  }

  /**
   * Reads every image.
   *
   * @param keep whether to keep the pixels; without, the rows are empty
   */
  Source.Contents read(boolean keep) {
    Map<String, List<Path>> classes = classes(folder.folder()).classes();
    Optional<Map<String, List<Path>>> test = folder.testFolder().map(path -> classes(path).files());
    Path first = classes.values().iterator().next().get(0);
    Shape shape = shape(first);
    if (keep) {
      checkMemory(shape, count(classes) + test.map(ImageReader::count).orElse(0));
    }
    List<String> names = List.copyOf(classes.keySet());
    return new Source.Contents(
        examples(classes, names, shape, first, keep),
        test.map(files -> examples(files, names, shape, first, keep)));
  }

  private static ClassFolders classes(Path folder) {
    return new ClassFolders(folder, ImageFolder.ENDINGS);
  }

  private static int count(Map<String, List<Path>> classes) {
    return classes.values().stream().mapToInt(List::size).sum();
  }

  /** The shape that the spec asks for, or else that of the first image. */
  private Shape shape(Path first) {
    if (!folder.size().isEmpty()) {
      return Shape.image(folder.size().get(0), folder.size().get(1), folder.channels());
    }
    Pixels pixels = ImageFile.read(first, folder.channels());
    return Shape.image(pixels.height(), pixels.width(), folder.channels());
  }

  private void checkMemory(Shape shape, int images) {
    double needed = (double) images * shape.size() * Float.BYTES;
    double there = SHARE * Runtime.getRuntime().maxMemory();
    if (needed > there) {
      throw new DataException(
          "%s: its %,d images of %s need %,.0f MiB, this process may use %,.0f MiB for them; write"
                  .formatted(folder.folder(), images, shape, mebi(needed), mebi(there))
              + " a smaller size or give the trials more memory");
    }
  }

  private static double mebi(double bytes) {
    return bytes / (1 << 20);
  }

  private Examples examples(
      Map<String, List<Path>> classes, List<String> names, Shape shape, Path first, boolean keep) {
    List<float[]> rows = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (Map.Entry<String, List<Path>> ofClass : classes.entrySet()) {
      if (!names.contains(ofClass.getKey())) {
        throw new DataException(
            "%s is a class that %s does not have; its classes are %s"
                .formatted(
                    ofClass.getValue().get(0).getParent(),
                    folder.folder(),
                    String.join(", ", names)));
      }
      for (Path file : ofClass.getValue()) {
        float[] row = row(file, shape, first);
        rows.add(keep ? row : NOTHING);
        labels.add(ofClass.getKey());
      }
    }
    Targets.Classes targets = new Targets.Classes(Classes.indices(labels, names), names);
    return Examples.of(shape, rows.toArray(float[][]::new), targets);
  }

  private float[] row(Path file, Shape shape, Path first) {
    Pixels pixels = ImageFile.read(file, folder.channels());
    if (!folder.size().isEmpty()) {
      return pixels.resized(shape.height(), shape.width()).values();
    }
    if (pixels.height() != shape.height() || pixels.width() != shape.width()) {
      throw new DataException(
          "%s has %d×%d pixels (height × width), %s has %d×%d; write size: [height, width] to bring"
                  .formatted(
                      file, pixels.height(), pixels.width(), first, shape.height(), shape.width())
              + " all to one");
    }
    return pixels.values();
  }
}
