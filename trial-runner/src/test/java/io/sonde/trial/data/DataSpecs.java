package io.sonde.trial.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.trial.settings.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Specs of data for tests. */
final class DataSpecs {
  private DataSpecs() {}

  /** A format with its keys and values in turn. */
  static DataSpec of(Path folder, String format, Object... settings) {
    return DataSpec.read(Map.of(format, map(settings)), folder);
  }

  /** Keys and values in turn. */
  static Map<String, Object> map(Object... settings) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put((String) settings[i], settings[i + 1]);
    }
    return map;
  }

  /** Expects settings to be refused with a message. */
  static void assertRefused(Path folder, String message, String format, Object... settings) {
    assertThatThrownBy(() -> of(folder, format, settings))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  /** Expects files to be refused with a message. */
  static void assertUnreadable(DataSpec spec, String... parts) {
    assertThatThrownBy(() -> spec.source().read())
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(parts);
    assertThatThrownBy(() -> spec.source().check())
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(parts);
  }
}
