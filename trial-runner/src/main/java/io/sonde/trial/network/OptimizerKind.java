package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Penalty;
import io.sonde.trial.settings.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The optimizers that Deeplearning4j 1.0.0-M2.1 can train with. AdaBelief is not among them: that
 * release has it, but its first step throws.
 */
public enum OptimizerKind {
  /** Stochastic gradient descent; with {@code momentum} above 0 Nesterov's. */
  SGD(rate(0.01), Setting.fraction("momentum", 0)),
  /** Nesterov's accelerated gradient. */
  NESTEROVS(rate(0.01), Setting.fraction("momentum", 0.9)),
  /** Adam (Kingma and Ba 2015). */
  ADAM(rate(0.001), Setting.fraction("beta1", 0.9), Setting.fraction("beta2", 0.999), small(1e-8)),
  /** Adam with the infinity norm (Kingma and Ba 2015). */
  ADAMAX(
      rate(0.001), Setting.fraction("beta1", 0.9), Setting.fraction("beta2", 0.999), small(1e-8)),
  /** Adam that never forgets its largest step (Reddi and others 2018). */
  AMSGRAD(
      rate(0.001), Setting.fraction("beta1", 0.9), Setting.fraction("beta2", 0.999), small(1e-8)),
  /** Adam with Nesterov's momentum (Dozat 2016). */
  NADAM(rate(0.001), Setting.fraction("beta1", 0.9), Setting.fraction("beta2", 0.999), small(1e-8)),
  /** AdaGrad (Duchi and others 2011). */
  ADAGRAD(rate(0.01), small(1e-6)),
  /** AdaDelta (Zeiler 2012); it has no learning rate. */
  ADADELTA(Setting.fraction("rho", 0.95), small(1e-6)),
  /** RMSProp (Tieleman and Hinton 2012). */
  RMSPROP(rate(0.001), Setting.fraction("decay", 0.95), small(1e-8));

  static final String LEARNING_RATE = "learning_rate";

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, only its type does not say so
  private final List<Setting> settings;

  OptimizerKind(Setting... settings) {
    this.settings = List.of(settings);
  }

  private static Setting rate(double otherwise) {
    return new Setting(LEARNING_RATE, 0, 1000, otherwise);
  }

  private static Setting small(double otherwise) {
    return Setting.fraction("epsilon", otherwise);
  }

  List<Setting> settings() {
    return settings;
  }

  /** Whether it has a learning rate that a schedule could change. */
  boolean hasLearningRate() {
    return settings.stream().anyMatch(s -> s.name().equals(LEARNING_RATE));
  }

  /** What may stand under {@code optimizer}. */
  public static Schema.Variant schema() {
    Map<String, Schema.Mapping> variants = new LinkedHashMap<>();
    for (OptimizerKind kind : values()) {
      variants.put(Words.of(kind), kind.schemaOfSettings());
    }
    return new Schema.Variant("optimizer", variants);
  }

  private Schema.Mapping schemaOfSettings() {
    Schema.Builder builder =
        Setting.describe(settings, Schema.mapping())
            .all(Penalty.SCHEMA)
            .optional("weight_decay", Schema.real(0, 1), "decoupled weight decay, default 0");
    if (hasLearningRate()) {
      builder.optional("schedule", ScheduleKind.schema(), "of the learning rate, by epochs");
    }
    return builder.closed();
  }
}
