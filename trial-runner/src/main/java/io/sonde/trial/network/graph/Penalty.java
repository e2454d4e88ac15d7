package io.sonde.trial.network.graph;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import java.util.Optional;

/**
 * What large weights cost, biases left out.
 *
 * @param l1 times the sum of magnitudes, added to the loss
 * @param l2 times half the sum of squares, added to the loss
 * @param weightDecay the fraction by which weights shrink at each update, times the learning rate
 */
public record Penalty(double l1, double l2, double weightDecay) {
  /** What may be set in a layer; it replaces the optimizer's. */
  public static final Schema.Mapping SCHEMA =
      Schema.mapping()
          .optional("l1", Schema.real(0, 1), "L1 penalty of this layer's weights")
          .optional("l2", Schema.real(0, 1), "L2 penalty of this layer's weights")
          .closed();

  /** The penalty written in a layer; empty where the optimizer's applies. */
  public static Optional<Penalty> of(Settings settings) {
    if (!settings.has("l1") && !settings.has("l2")) {
      return Optional.empty();
    }
    return Optional.of(
        new Penalty(settings.within("l1", 0, 1, 0), settings.within("l2", 0, 1, 0), 0));
  }
}
