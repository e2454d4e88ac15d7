package io.sonde.search.stopper;

import io.sonde.search.method.Method;
import io.sonde.search.port.Stopper;
import io.sonde.search.stopper.curve.CurveStopper;
import io.sonde.search.stopper.halving.AshaStopper;
import io.sonde.search.stopper.halving.HyperbandStopper;
import io.sonde.search.stopper.percentile.PercentileStopper;
import io.sonde.search.stopper.wilcoxon.WilcoxonStopper;
import java.util.List;
import java.util.Map;

/** The rules for early stopping, by the names under which a spec chooses them. */
public final class Stoppers {
  private Stoppers() {}

  /** Every rule; the first is the default. */
  public static List<Method<Stopper.Factory>> all() {
    return List.of(
        NeverStopper.method(),
        PercentileStopper.median(),
        PercentileStopper.method(),
        ThresholdStopper.method(),
        PatienceStopper.method(),
        AshaStopper.method(),
        HyperbandStopper.method(),
        WilcoxonStopper.method(),
        CurveStopper.method(),
        AnyOf.method(),
        AllOf.method());
  }

  /** The name of every rule. */
  public static List<String> names() {
    return all().stream().map(Method::name).toList();
  }

  /**
   * The stopper of this name.
   *
   * @param settings of the rule, whole numbers as Long and others as Double; what is absent takes
   *     its default
   * @throws IllegalArgumentException for an unknown name, an unknown setting or one out of its
   *     range
   */
  public static Stopper create(String rule, Map<String, Object> settings) {
    Method<Stopper.Factory> method =
        all().stream()
            .filter(m -> m.name().equals(rule))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no stopping rule '"
                            + rule
                            + "'; there are "
                            + String.join(", ", names())));
    return method.factory().create(method.settings(settings));
  }
}
