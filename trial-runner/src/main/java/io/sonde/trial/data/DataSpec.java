package io.sonde.trial.data;

import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import io.sonde.trial.settings.Words;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a spec says about its data.
 *
 * @param source the files
 * @param normalizationWritten how to normalise, where the spec says it
 * @param split how the examples are parted
 */
public record DataSpec(
    Source source, Optional<Normalization> normalizationWritten, Split split) {

  /**
   * Reads {@code {csv: {file, label, …}}} or {@code {idx: {images, labels, …}}}.
   *
   * @param folder what relative paths start from
   * @throws SettingsException naming the key that cannot be used
   */
  public static DataSpec read(Map<String, Object> data, Path folder) {
    Settings.Branch branch = Settings.branch("data", data);
    Settings settings = branch.settings();
    Source source =
        switch (branch.name()) {
          case "csv" -> csv(settings, folder);
          case "idx" -> idx(settings, folder);
          default -> throw new SettingsException(
              "data", "unknown format '" + branch.name() + "'; expected csv or idx");
        };
    Optional<Normalization> normalization =
        settings.has("normalize")
            ? Optional.of(settings.oneOf("normalize", Normalization.class, Normalization.NONE))
            : Optional.empty();
    return new DataSpec(source, normalization, split(settings));
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

  private static String absolute(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }

  private static Source csv(Settings settings, Path folder) {
    settings.only(Set.of("file", "label", "shape", "normalize", "split"));
    List<Integer> shape = settings.sizes("shape");
    if (!shape.isEmpty() && shape.size() != 1 && shape.size() != 3) {
      throw new SettingsException(
          settings.at("shape"), "expected [features] or [height, width, channels], got " + shape);
    }
    return new Source.CsvFile(
        folder.resolve(settings.word("file")), settings.word("label"), shape);
  }

  private static Source idx(Settings settings, Path folder) {
    settings.only(
        Set.of("images", "labels", "test_images", "test_labels", "normalize", "split"));
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
    Settings split = settings.section("split").only(Set.of("validation", "test"));
    double validation = split.number("validation", Split.DEFAULT.validation());
    double test = split.number("test", Split.DEFAULT.test());
    try {
      return new Split(validation, test);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(split.path(), String.valueOf(e.getMessage()));
    }
  }
}
