package io.sonde.trial.data;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the settings of all formats have in common: paths, columns and lists of columns. */
final class Keys {
  static final Schema PATH = new Schema.Text("a path", Optional.empty());
  static final Schema COLUMN = new Schema.Text("a column", Optional.empty());
  static final Schema COLUMNS = new Schema.Sequence(COLUMN, 1);
  static final Schema SIZES = new Schema.Sequence(Schema.whole(1, 1 << 20), 1);

  private Keys() {}

  static String absolute(Path file) {
    return file.toAbsolutePath().normalize().toString();
  }

  /** The columns listed under a key, each once; empty when none is written. */
  static List<String> columns(Settings settings, String key) {
    List<String> columns = new ArrayList<>();
    for (Object item : settings.items(key)) {
      if (!(item instanceof String column) || column.isBlank()) {
        throw new SettingsException(
            settings.at(key), "expected a list of columns, got '" + item + "' in it");
      }
      if (columns.contains(column)) {
        throw new SettingsException(settings.at(key), "names the column '" + column + "' twice");
      }
      columns.add(column);
    }
    if (settings.has(key) && columns.isEmpty()) {
      throw new SettingsException(settings.at(key), "expected a column or more, got none");
    }
    return List.copyOf(columns);
  }

  /** {@code true} or {@code false}, or else {@code otherwise} when nothing is written. */
  static boolean truth(Settings settings, String key, boolean otherwise) {
    if (!settings.has(key)) {
      return otherwise;
    }
    if (!(settings.values().get(key) instanceof Boolean truth)) {
      throw new SettingsException(
          settings.at(key), "expected true or false, got '" + settings.values().get(key) + "'");
    }
    return truth;
  }

  /** Says that exactly one of some keys must be written, unless it is. */
  static void exactlyOne(Settings settings, List<String> keys) {
    List<String> written = keys.stream().filter(settings::has).toList();
    if (written.size() != 1) {
      throw new SettingsException(
          settings.path(),
          "expected exactly one of %s, got %s"
              .formatted(
                  String.join(", ", keys),
                  written.isEmpty() ? "none" : String.join(" and ", written)));
    }
  }
}
