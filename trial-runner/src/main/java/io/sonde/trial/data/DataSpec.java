package io.sonde.trial.data;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import io.sonde.trial.settings.Words;
import java.nio.file.Path;
import java.util.HashSet;
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
public record DataSpec(Source source, Optional<Normalization> normalizationWritten, Split split) {

  private static final Schema.Mapping SPLIT =
      Schema.mapping()
          .optional("validation", Schema.real(0, 1), "what trials are compared by, default 0.15")
          .optional("test", Schema.real(0, 1), "what no trial ever sees, default 0.15")
          .closed();

  private static final Schema.Mapping COMMON =
      Schema.mapping()
          .optional(
              "normalize",
              new Schema.Word(Words.of(Normalization.class)),
              "default scale for images, standard for other numbers")
          .optional("split", SPLIT, "which fractions are kept from training")
          .closed();

  /** What may stand under {@code data}. */
  public static final Schema SCHEMA =
      new Schema.Either(
          List.of(
              new Schema.Text("a folder with IDX files under MNIST's names", Optional.empty()),
              new Schema.Variant("data format", formats())));

  /**
   * Reads {@code {csv: {file, label, …}}} and its like, with the name of another format.
   *
   * @param folder what relative paths start from
   * @throws SettingsException naming the key that cannot be used
   */
  public static DataSpec read(Map<String, Object> data, Path folder) {
    Settings.Branch branch = Settings.branch("trial.data", data);
    Format format = format(branch.name());
    Set<String> known = new HashSet<>(format.schema().fields().keySet());
    known.addAll(COMMON.fields().keySet());
    Settings settings = branch.settings().only(known);
    Source source = format.reader().read(settings, folder);
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
    return new DataSpec(IdxFiles.ofFolder(folder), Optional.empty(), Split.DEFAULT);
  }

  /** The normalisation: as written, else {@code scale} for images and {@code standard} for rows. */
  public Normalization normalization(Shape shape) {
    return normalizationWritten.orElse(
        shape.isImage() ? Normalization.SCALE : Normalization.STANDARD);
  }

  /** What {@link #read} reads, with absolute paths, for a process with another folder. */
  public Map<String, Object> toMap() {
    Map<String, Object> settings = new LinkedHashMap<>(source.settings());
    normalizationWritten.ifPresent(kind -> settings.put("normalize", Words.of(kind)));
    settings.put("split", Map.of("validation", split.validation(), "test", split.test()));
    return Map.of(source.format(), settings);
  }

  private static Map<String, Schema.Mapping> formats() {
    Map<String, Schema.Mapping> formats = new LinkedHashMap<>();
    for (Format format : Format.ALL) {
      formats.put(format.word(), Schema.mapping().all(format.schema()).all(COMMON).closed());
    }
    return formats;
  }

  private static Format format(String word) {
    return Format.ALL.stream()
        .filter(format -> format.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new SettingsException(
                    "trial.data",
                    "unknown format '" + word + "'; expected one of " + Format.words()));
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
