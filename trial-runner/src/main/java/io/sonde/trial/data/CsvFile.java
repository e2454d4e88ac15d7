package io.sonde.trial.data;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A CSV file whose first line names the columns.
 *
 * @param file the file; unpacked when its name ends in {@code .gz}
 * @param target what is to be told of a row
 * @param features the columns that go in; empty for all that neither hold the target nor are
 *     ignored
 * @param ignored the columns that nothing is done with
 * @param categories the features that are words
 * @param shape the shape of an example; empty for flat features
 */
record CsvFile(
    Path file,
    CsvTarget target,
    List<String> features,
    List<String> ignored,
    List<String> categories,
    List<Integer> shape)
    implements Source {

  /** The format's word in a spec. */
  static final String FORMAT = "csv";

  static final Schema.Mapping SCHEMA =
      Schema.mapping()
          .required("file", Keys.PATH, "a CSV file whose first line names the columns")
          .optional("label", Keys.COLUMN, "the column of the class")
          .optional("target", CsvTarget.TARGET, "the columns of the numbers to be told")
          .optional(
              "labels",
              CsvTarget.LABELS,
              "the columns of labels of which a row may have several, 0 or 1 each, or {column:,"
                  + " separator:} of a column that lists them")
          .optional("features", Keys.COLUMNS, "the columns that go in, default all others")
          .optional("ignore", Keys.COLUMNS, "columns that nothing is done with")
          .optional("categories", Keys.COLUMNS, "features that are words, not numbers")
          .optional(
              "shape",
              Keys.SIZES,
              "[steps, features] of a sequence, [height, width, channels] of an image")
          .closed();

  CsvFile {
    features = List.copyOf(features);
    ignored = List.copyOf(ignored);
    categories = List.copyOf(categories);
    shape = List.copyOf(shape);
  }

  static CsvFile read(Settings settings, Path folder) {
    CsvFile csv =
        new CsvFile(
            folder.resolve(settings.word("file")),
            CsvTarget.read(settings),
            Keys.columns(settings, "features"),
            Keys.columns(settings, "ignore"),
            Keys.columns(settings, "categories"),
            settings.sizes("shape"));
    if (settings.has("features") && settings.has("ignore")) {
      throw new SettingsException(settings.path(), "expected features or ignore, got both");
    }
    if (settings.has("shape") && (csv.shape.isEmpty() || csv.shape.size() > 3)) {
      throw new SettingsException(
          settings.at("shape"),
          "expected [features], [steps, features] or [height, width, channels], got " + csv.shape);
    }
    csv.check(settings);
    return csv;
  }

  private void check(Settings settings) {
    for (String column : features) {
      if (target.columns().contains(column)) {
        throw new SettingsException(
            settings.at("features"), "'" + column + "' is what is to be told");
      }
    }
    for (String column : categories) {
      if (target.columns().contains(column)
          || ignored.contains(column)
          || !(features.isEmpty() || features.contains(column))) {
        throw new SettingsException(
            settings.at("categories"), "'" + column + "' is not among the features");
      }
    }
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public List<Path> files() {
    return List.of(file);
  }

  @Override
  public Contents read() {
    return Contents.of(new Csv(this).read());
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("file", Keys.absolute(file));
    settings.put(target.setting().getKey(), target.setting().getValue());
    putIfAny(settings, "features", features);
    putIfAny(settings, "ignore", ignored);
    putIfAny(settings, "categories", categories);
    putIfAny(settings, "shape", shape);
    return settings;
  }

  private static void putIfAny(Map<String, Object> settings, String key, List<?> list) {
    if (!list.isEmpty()) {
      settings.put(key, list);
    }
  }
}
