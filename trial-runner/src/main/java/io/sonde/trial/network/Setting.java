package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A numeric setting of an optimizer or a schedule.
 *
 * @param name its key
 * @param least the smallest value it may take
 * @param most the largest
 * @param otherwise what applies when it is not written
 */
record Setting(String name, double least, double most, double otherwise) {

  /** A setting between 0 and 1, such as a decay. */
  static Setting fraction(String name, double otherwise) {
    return new Setting(name, 0, 1, otherwise);
  }

  /** Adds these settings to a schema. */
  static Schema.Builder describe(List<Setting> settings, Schema.Builder builder) {
    for (Setting s : settings) {
      builder.optional(s.name, Schema.real(s.least, s.most), "default " + s.otherwise);
    }
    return builder;
  }

  /** The values of these settings, defaults filled in. */
  static Map<String, Double> read(List<Setting> settings, Settings written) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Setting s : settings) {
      values.put(s.name, written.within(s.name, s.least, s.most, s.otherwise));
    }
    return values;
  }
}
