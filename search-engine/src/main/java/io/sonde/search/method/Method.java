package io.sonde.search.method;

import io.sonde.search.spec.schema.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A choice for {@code search.algorithm} or {@code early_stopping.rule}.
 *
 * @param name the word for it in a spec
 * @param description one sentence for those who choose
 * @param settings its own keys, all optional
 * @param defaults what a key is that is not written, whole numbers as Long and others as Double; a
 *     key without one may be absent
 * @param rising keys of numbers, of which none may be below the one before it
 * @param factory makes it
 * @param <F> how it is made
 */
public record Method<F>(
    String name,
    String description,
    Schema.Mapping settings,
    Map<String, Object> defaults,
    List<String> rising,
    F factory) {
  public Method {
    defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
    rising = List.copyOf(rising);
    if (!settings.fields().keySet().containsAll(defaults.keySet())) {
      throw new IllegalArgumentException(
          "'" + name + "' has defaults of unknown keys: " + defaults.keySet());
    }
  }

  /** A method without settings. */
  public static <F> Method<F> plain(String name, String description, F factory) {
    return new Method<>(name, description, Schema.mapping().closed(), Map.of(), List.of(), factory);
  }

  /**
   * The settings with what was not written.
   *
   * @param written by key, as the schema allows them
   * @throws IllegalArgumentException for a key that the method does not have
   */
  public Settings settings(Map<String, Object> written) {
    for (String key : written.keySet()) {
      if (!settings.fields().containsKey(key)) {
        throw new IllegalArgumentException(
            "'" + name + "' has no setting '" + key + "'; it has " + settings.fields().keySet());
      }
    }
    Map<String, Object> all = new LinkedHashMap<>(defaults);
    all.putAll(written);
    return new Settings(all);
  }
}
