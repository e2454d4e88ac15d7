package io.sonde.search.reader;

import io.sonde.search.spec.schema.Schema;
import java.util.List;
import java.util.Map;

/**
 * What {@code search.algorithm} and {@code early_stopping.rule} may be, with their settings and
 * defaults. Samplers and stoppers are built from exactly these keys.
 */
public final class SearchMethods {
  private static final Schema COUNT = Schema.whole(1, Integer.MAX_VALUE);

  private SearchMethods() {}

  /** The algorithms; the first is the default. */
  public static List<SearchMethod> algorithms() {
    return List.of(tpe(), random());
  }

  /** The rules; the first is the default. */
  public static List<SearchMethod> rules() {
    return List.of(none(), median(), asha());
  }

  private static SearchMethod tpe() {
    Schema.Mapping settings =
        Schema.mapping()
            .optional(
                "startup_trials", COUNT, "trials drawn at random before the model is used (10)")
            .optional("candidates", COUNT, "how many candidates each proposal is chosen from (24)")
            .optional(
                "prior_weight",
                Schema.above(0),
                "how much the prior counts beside one past trial (1.0)")
            .closed();
    return new SearchMethod(
        "tpe",
        "Tree-structured Parzen estimator: learns from past trials where good values lie",
        settings,
        Map.of("startup_trials", 10L, "candidates", 24L, "prior_weight", 1.0),
        List.of());
  }

  private static SearchMethod random() {
    return new SearchMethod(
        "random",
        "Draws every configuration independently",
        Schema.mapping().closed(),
        Map.of(),
        List.of());
  }

  private static SearchMethod none() {
    return new SearchMethod(
        "none", "Every trial runs to its end", Schema.mapping().closed(), Map.of(), List.of());
  }

  private static SearchMethod median() {
    Schema steps = Schema.whole(0, Integer.MAX_VALUE);
    Schema.Mapping settings =
        Schema.mapping()
            .optional(
                "startup_trials", steps, "trials that must have ended before any is judged (5)")
            .optional("warmup", steps, "steps of a trial before it is judged (0)")
            .optional("interval", COUNT, "steps between two judgements of a trial (1)")
            .closed();
    return new SearchMethod(
        "median",
        "Stops a trial whose best value is worse than the median of the others at the same step",
        settings,
        Map.of("startup_trials", 5L, "warmup", 0L, "interval", 1L),
        List.of());
  }

  private static SearchMethod asha() {
    Schema.Mapping settings =
        Schema.mapping()
            .optional(
                "resource",
                new Schema.Text("a word such as epoch", java.util.Optional.of("[a-z][a-z_]*")),
                "what a step of a trial is, for messages (epoch)")
            .optional("min", COUNT, "the step of the first rung (1)")
            .optional("max", COUNT, "the step after which no rung follows (none)")
            .optional(
                "eta",
                Schema.whole(2, 10),
                "each rung is this many times further, and one in this many goes on (3)")
            .closed();
    return new SearchMethod(
        "asha",
        "Asynchronous successive halving: at each rung only the best 1/eta go on",
        settings,
        Map.of("resource", "epoch", "min", 1L, "eta", 3L),
        List.of("min", "max"));
  }
}
