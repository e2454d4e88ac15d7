package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Whether and how weights are removed.
 *
 * @param ratio the fraction of all weights, biases left out, that stay 0 from the first epoch on:
 *     those of the smallest magnitude (Han and others 2015); 0 for none
 */
public record Compression(double ratio) {
  /** Nothing is removed. */
  public static final Compression NONE = new Compression(0);

  private static final double HIGHEST_RATIO = 0.999;

  /** What may stand under {@code compression}. */
  public static Schema.Variant schema() {
    Map<String, Schema.Mapping> variants = new LinkedHashMap<>();
    variants.put("none", Schema.mapping().closed());
    variants.put(
        "magnitude",
        Schema.mapping()
            .required("ratio", Schema.real(0, HIGHEST_RATIO), "fraction of removed weights")
            .closed());
    return new Schema.Variant("compression", variants);
  }

  static Compression read(Settings.Branch branch) {
    return switch (branch.name()) {
      case "none" -> {
        branch.settings().only(Set.of());
        yield NONE;
      }
      case "magnitude" ->
          new Compression(
              branch.settings().only(Set.of("ratio")).within("ratio", 0, HIGHEST_RATIO, 0));
      default ->
          throw new SettingsException(
              branch.settings().path(), "there is no compression '" + branch.name() + "'");
    };
  }
}
