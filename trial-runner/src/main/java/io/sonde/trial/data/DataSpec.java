package io.sonde.trial.data;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import io.sonde.trial.settings.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a spec says about its data.
 *
 * @param source the files
 * @param normalizationWritten how to normalise, where the spec says it
 * @param split how the examples are parted
 */
public record DataSpec(Source source, Optional<Normalization> normalizationWritten, Split split) {

  private static final Schema FILE = new Schema.Text("a path", Optional.empty());
  private static final Schema SIZES = new Schema.Sequence(Schema.whole(1, 1 << 20), 1);
  private static final Schema.Mapping SPLIT =
      Schema.mapping()
          .optional("validation", Schema.real(0, 1), "what trials are compared by, default 0.15")
          .optional("test", Schema.real(0, 1), "what no trial ever sees, default 0.15")
          .closed();

  /** What may stand under {@code data}. */
  public static final Schema SCHEMA =
      new Schema.Either(
          List.of(
              new Schema.Text("a folder with IDX files under MNIST's names", Optional.empty()),
              schema()));

  /**
   * Reads {@code {csv: {file, label, …}}} or {@code {idx: {images, labels, …}}}.
   *
   * @param folder what relative paths start from
   * @throws SettingsException naming the key that cannot be used
   */
  public static DataSpec read(Map<String, Object> data, Path folder) {
    Settings.Branch branch = Settings.branch("trial.data", data);
    Settings settings = branch.settings();
    Source source =
        switch (branch.name()) {
          case "csv" -> csv(settings, folder);
          case "idx" -> idx(settings, folder);
          default ->
              throw new SettingsException(
                  "trial.data", "unknown format '" + branch.name() + "'; expected csv or idx");
        };
    Optional<Normalization> normalization =
        settings.has("normalize")
            ? Optional.of(settings.oneOf("normalize", Normalization.class, Normalization.NONE))
            : Optional.empty();
    return new DataSpec(source, normalization, split(settings));
  }

  /**
   * The data of a folder that holds the four files of MNIST and its like under their usual names
   * ({@code train-images-idx3-ubyte} and so on), each plain or with {@code .gz}.
   */
  public static DataSpec ofFolder(Path folder) {
    Source.IdxFiles test =
        new Source.IdxFiles(
            plainOrPacked(folder, "t10k-images-idx3-ubyte"),
            plainOrPacked(folder, "t10k-labels-idx1-ubyte"),
            Optional.empty());
    Source training =
        new Source.IdxFiles(
            plainOrPacked(folder, "train-images-idx3-ubyte"),
            plainOrPacked(folder, "train-labels-idx1-ubyte"),
            Optional.of(test));
    return new DataSpec(training, Optional.empty(), Split.DEFAULT);
  }

  private static Path plainOrPacked(Path folder, String name) {
    Path packed = folder.resolve(name + ".gz");
    return Files.exists(packed) ? packed : folder.resolve(name);
  }

  /** The normalisation: as written, else {@code scale} for images and {@code standard} for rows. */
  public Normalization normalization(Shape shape) {
    return normalizationWritten.orElse(
        shape.isImage() ? Normalization.SCALE : Normalization.STANDARD);
  }

  /** What {@link #read} reads, with absolute paths, for a process with another folder. */
  public Map<String, Object> toMap() {
    Map<String, Object> settings = new LinkedHashMap<>();
    String format = "csv";
    if (source instanceof Source.CsvFile csv) {
      settings.put("file", absolute(csv.file()));
      settings.put("label", csv.label());
      if (!csv.shape().isEmpty()) {
        settings.put("shape", csv.shape());
      }
    } else if (source instanceof Source.IdxFiles idx) {
      format = "idx";
      settings.put("images", absolute(idx.images()));
      settings.put("labels", absolute(idx.labels()));
      idx.test()
          .ifPresent(
              test -> {
                settings.put("test_images", absolute(test.images()));
                settings.put("test_labels", absolute(test.labels()));
              });
    }
    normalizationWritten.ifPresent(kind -> settings.put("normalize", Words.of(kind)));
    settings.put("split", Map.of("validation", split.validation(), "test", split.test()));
    return Map.of(format, settings);
  }

  private static Schema.Variant schema() {
    Schema.Mapping common =
        Schema.mapping()
            .optional(
                "normalize",
                new Schema.Word(Words.of(Normalization.class)),
                "default scale for images, standard for flat features")
            .optional("split", SPLIT, "which fractions are kept from training")
            .closed();
    Map<String, Schema.Mapping> formats = new LinkedHashMap<>();
    formats.put(
        "csv",
        Schema.mapping()
            .required("file", FILE, "a CSV file whose first line names the columns")
            .required("label", new Schema.Text("a column", Optional.empty()), "the class's column")
            .optional("shape", SIZES, "[height, width, channels] of an image")
            .all(common)
            .closed());
    formats.put(
        "idx",
        Schema.mapping()
            .required("images", FILE, "the examples, in the IDX format of MNIST")
            .required("labels", FILE, "their classes")
            .optional("test_images", FILE, "the examples kept apart for the test")
            .optional("test_labels", FILE, "their classes")
            .all(common)
            .closed());
    return new Schema.Variant("data format", formats);
  }

  private static String absolute(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }

  private static Source csv(Settings settings, Path folder) {
    List<Integer> shape = settings.sizes("shape");
    if (!shape.isEmpty() && shape.size() != 1 && shape.size() != 3) {
      throw new SettingsException(
          settings.at("shape"), "expected [features] or [height, width, channels], got " + shape);
    }
    return new Source.CsvFile(folder.resolve(settings.word("file")), settings.word("label"), shape);
  }

  private static Source idx(Settings settings, Path folder) {
    Optional<Source.IdxFiles> test = Optional.empty();
    if (settings.has("test_images") || settings.has("test_labels")) {
      test =
          Optional.of(
              new Source.IdxFiles(
                  folder.resolve(settings.word("test_images")),
                  folder.resolve(settings.word("test_labels")),
                  Optional.empty()));
    }
    return new Source.IdxFiles(
        folder.resolve(settings.word("images")), folder.resolve(settings.word("labels")), test);
  }

  private static Split split(Settings settings) {
    Settings split = settings.section("split").only(SPLIT.fields().keySet());
    double validation = split.number("validation", Split.DEFAULT.validation());
    double test = split.number("test", Split.DEFAULT.test());
    try {
      return new Split(validation, test);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(split.path(), String.valueOf(e.getMessage()));
    }
  }
}
