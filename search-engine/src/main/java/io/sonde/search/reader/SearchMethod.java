package io.sonde.search.reader;

import io.sonde.search.spec.schema.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A choice for {@code search.algorithm} or {@code early_stopping.rule}, as specs see it.
 *
 * @param name the word for it
 * @param settings its own keys, all optional
 * @param defaults what a key is that is not written; a key without one may be absent
 * @param rising keys of numbers, of which none may be below the one before it
 */
public record SearchMethod(
    String name,
    String description,
    Schema.Mapping settings,
    Map<String, Object> defaults,
    List<String> rising) {
  public SearchMethod {
    defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
    rising = List.copyOf(rising);
    if (!settings.fields().keySet().containsAll(defaults.keySet())) {
      throw new IllegalArgumentException("defaults of unknown keys: " + defaults.keySet());
    }
  }
}
