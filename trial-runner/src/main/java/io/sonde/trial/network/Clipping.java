package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;

/**
 * A bound on the gradients of one update, the means over its examples, before penalties and the
 * optimizer. The statistics of a batch norm are no gradients and are left alone.
 *
 * @param norm the largest Euclidean norm of all gradients of the network together; larger ones are
 *     scaled down to it (Pascanu and others 2013); 0 for no bound
 * @param value the largest magnitude of each single gradient; 0 for no bound
 */
public record Clipping(double norm, double value) {
  /** No bound. */
  public static final Clipping NONE = new Clipping(0, 0);

  private static final double MOST = 1e6;

  static final Schema.Mapping SCHEMA =
      Schema.mapping()
          .optional("norm", Schema.real(0, MOST), "of all gradients together; 0: no bound")
          .optional("value", Schema.real(0, MOST), "of each gradient; 0: no bound")
          .closed();

  static Clipping read(Settings settings) {
    settings.only(SCHEMA.fields().keySet());
    if (settings.has("norm") && settings.has("value")) {
      throw new SettingsException(settings.path(), "expected norm or value, got both");
    }
    return new Clipping(settings.within("norm", 0, MOST, 0), settings.within("value", 0, MOST, 0));
  }
}
