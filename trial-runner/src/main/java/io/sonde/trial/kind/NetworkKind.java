package io.sonde.trial.kind;

import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.TrialKind;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.data.DataException;
import io.sonde.trial.data.DataSpec;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.protocol.LatencyWish;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Trials that train a Deeplearning4j network on examples. Thread-safe. */
public final class NetworkKind implements TrialKind {
  /** The word for {@code trial.kind}. */
  public static final String NAME = "network";

  /**
   * How large a network is, known before it trains: how many numbers it learns, floating-point
   * operations of one prediction, and what the parameters take as 32-bit numbers, in bytes. One
   * that is pruned tells them anew.
   */
  private static final List<String> SIZES = List.of("parameters", "flops", "model_bytes");

  /** The parameters that no pruning holds at 0. */
  static final String NONZERO = "nonzero_parameters";

  /** What networks are scored by; which of them depends on what is to be told. */
  private static final List<String> METRICS =
      List.of("loss", "accuracy", "f1", "rmse", "mae", "r2", "hit_rate_10", "ndcg_10", "mrr");

  private static final String DATA = "trial.data";

  private final KnownData known = new KnownData(Clock.systemUTC());

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Schema.Mapping space() {
    return NetworkConfiguration.SCHEMA;
  }

  @Override
  public Schema.Mapping trial() {
    return Schema.mapping()
        .required("data", DataSpec.SCHEMA, "the examples to learn from")
        .optional(
            CheckpointSettings.KEY,
            CheckpointSettings.SCHEMA,
            "how often a trial leaves a checkpoint (every 10s)")
        .closed();
  }

  @Override
  public Optional<Set<String>> reported() {
    Set<String> names = byStep();
    names.addAll(LatencyWish.METRICS);
    return Optional.of(names);
  }

  /** What is told step by step of every network, and of one that is pruned. */
  private static Set<String> byStep() {
    Set<String> names = new HashSet<>(Set.of("sparsity"));
    for (String metric : METRICS) {
      for (String suffix : List.of("", "_before_pruning", "_while_pruning")) {
        names.add(metric + suffix);
        names.add("training_" + metric + suffix);
      }
      names.add(metric + "_after_pruning");
    }
    SIZES.forEach(size -> names.add(size + "_before_pruning"));
    return names;
  }

  /**
   * The objective that tells a trial's best step: the first that is reported step by step, or else
   * the loss, for what is measured apart does not change from step to step.
   */
  public static Objective leading(Goal goal) {
    return goal.objectives().stream()
        .filter(objective -> byStep().contains(objective.metric()))
        .findFirst()
        .orElse(new Objective("loss", Direction.MINIMIZE));
  }

  @Override
  public Set<String> knownBefore() {
    Set<String> names = new HashSet<>(SIZES);
    names.add(NONZERO);
    return names;
  }

  @Override
  public Set<String> measuredBefore() {
    return LatencyWish.METRICS;
  }

  @Override
  public boolean launchable() {
    return true;
  }

  @Override
  public boolean structured() {
    return true;
  }

  @Override
  public boolean runsCode() {
    return false;
  }

  @Override
  public PreparedTrials prepare(SweepSpec spec) {
    try {
      return known.of(data(spec));
    } catch (DataException | SettingsException e) {
      throw refusal(e);
    }
  }

  /** The problem of a spec whose data cannot be used. */
  static SpecException refusal(RuntimeException e) {
    return new SpecException(List.of(new Problem(0, 0, DATA, String.valueOf(e.getMessage()))));
  }

  /** What a spec says about its data, paths resolved against the spec's folder. */
  public static DataSpec data(SweepSpec spec) {
    Object data = spec.trial().settings().get("data");
    if (data == null) {
      throw new SettingsException(DATA, "missing");
    }
    if (data instanceof String name) {
      return DataSpec.ofFolder(spec.folder().resolve(name));
    }
    return DataSpec.read(Settings.of(DATA, data).values(), spec.folder());
  }
}
