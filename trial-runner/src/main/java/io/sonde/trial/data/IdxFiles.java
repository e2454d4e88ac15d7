package io.sonde.trial.data;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Two files in the IDX format of MNIST, unpacked when their names end in {@code .gz}.
 *
 * @param images the examples
 * @param labels their classes
 * @param test the pair kept apart for the test, where there is one
 */
record IdxFiles(Path images, Path labels, Optional<IdxFiles> test) implements Source {
  /** The format's word in a spec. */
  static final String FORMAT = "idx";

  static final Schema.Mapping SCHEMA =
      Schema.mapping()
          .required("images", Keys.PATH, "the examples, in the IDX format of MNIST")
          .required("labels", Keys.PATH, "their classes")
          .optional("test_images", Keys.PATH, "the examples kept apart for the test")
          .optional("test_labels", Keys.PATH, "their classes")
          .closed();

  static IdxFiles read(Settings settings, Path folder) {
    Optional<IdxFiles> test = Optional.empty();
    if (settings.has("test_images") || settings.has("test_labels")) {
      Path images = folder.resolve(settings.word("test_images"));
      Path labels = folder.resolve(settings.word("test_labels"));
      test = Optional.of(new IdxFiles(images, labels, Optional.empty()));
    }
    return new IdxFiles(
        folder.resolve(settings.word("images")), folder.resolve(settings.word("labels")), test);
  }

  /** The four files of MNIST and its like under their usual names, each plain or packed. */
  static IdxFiles ofFolder(Path folder) {
    IdxFiles test =
        new IdxFiles(
            plainOrPacked(folder, "t10k-images-idx3-ubyte"),
            plainOrPacked(folder, "t10k-labels-idx1-ubyte"),
            Optional.empty());
    return new IdxFiles(
        plainOrPacked(folder, "train-images-idx3-ubyte"),
        plainOrPacked(folder, "train-labels-idx1-ubyte"),
        Optional.of(test));
  }

  private static Path plainOrPacked(Path folder, String name) {
    Path packed = folder.resolve(name + ".gz");
    return Files.exists(packed) ? packed : folder.resolve(name);
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public List<Path> files() {
    List<Path> own = List.of(images, labels);
    return test.map(t -> List.of(images, labels, t.images, t.labels)).orElse(own);
  }

  @Override
  public Contents read() {
    return new Contents(examples(), test.map(IdxFiles::examples));
  }

  private Examples examples() {
    return new Idx(images, labels).read();
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("images", Keys.absolute(images));
    settings.put("labels", Keys.absolute(labels));
    if (test.isPresent()) {
      settings.put("test_images", Keys.absolute(test.get().images));
      settings.put("test_labels", Keys.absolute(test.get().labels));
    }
    return settings;
  }
}
