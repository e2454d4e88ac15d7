package io.sonde.trial.data;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of images with a folder for each class.
 *
 * @param folder holds the classes' folders
 * @param size {@code [height, width]} to which every image is brought; empty where all have one
 * @param channels 1 for grey, 3 for red, green and blue
 * @param testFolder the same for the test, where it is kept apart
 */
record ImageFolder(Path folder, List<Integer> size, int channels, Optional<Path> testFolder)
    implements Source {
  static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");
  static final int COLOURS = 3;

  /** The format's word in a spec. */
  static final String FORMAT = "images";

  static final Schema.Mapping SCHEMA =
      Schema.mapping()
          .required("folder", Keys.PATH, "a folder with a folder of images for each class")
          .optional("size", Keys.SIZES, "[height, width] to bring every image to")
          .optional("channels", new Schema.Whole(1, COLOURS), "1 for grey, 3 (default) for colours")
          .optional("test_folder", Keys.PATH, "the same with the images kept apart for the test")
          .closed();

  ImageFolder {
    size = List.copyOf(size);
  }

  static ImageFolder read(Settings settings, Path folder) {
    List<Integer> size = settings.sizes("size");
    if (settings.has("size") && size.size() != 2) {
      throw new SettingsException(settings.at("size"), "expected [height, width], got " + size);
    }
    int channels = settings.positive("channels", COLOURS);
    if (channels != 1 && channels != COLOURS) {
      throw new SettingsException(
          settings.at("channels"), "expected 1 (grey) or 3 (colours), got " + channels);
    }
    Optional<Path> test =
        settings.has("test_folder")
            ? Optional.of(folder.resolve(settings.word("test_folder")))
            : Optional.empty();
    return new ImageFolder(folder.resolve(settings.word("folder")), size, channels, test);
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public List<Path> files() {
    return new ImageReader(this).files();
  }

  @Override
  public Contents read() {
    return new ImageReader(this).read(true);
  }

  @Override
  public Contents check() {
    return new ImageReader(this).read(false);
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("folder", Keys.absolute(folder));
    if (!size.isEmpty()) {
      settings.put("size", size);
    }
    settings.put("channels", channels);
    testFolder.ifPresent(path -> settings.put("test_folder", Keys.absolute(path)));
    return settings;
  }
}
