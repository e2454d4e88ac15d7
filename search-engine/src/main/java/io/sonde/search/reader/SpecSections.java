package io.sonde.search.reader;

import io.sonde.search.history.Direction;
import io.sonde.search.history.Summary;
import io.sonde.search.method.Method;
import io.sonde.search.port.TrialKind;
import io.sonde.search.report.Cause;
import io.sonde.search.sampler.Samplers;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.stopper.Stoppers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the parts of a spec may hold. The reader checks against it, and the JSON Schema is made from
 * it. What a kind of trial decides takes that kind; without one everything goes.
 */
public final class SpecSections {
  private static final Schema ANY = new Schema.Anything();
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  /** {@code name}. */
  static final Schema NAME =
      new Schema.Text(
          "1 to 200 characters, without blanks at the ends",
          Optional.of("[^\\s](.{0,198}[^\\s])?"));

  private SpecSections() {}

  /** The keys of the whole; what stands below most of them is described on its own. */
  public static Schema.Mapping top() {
    return Schema.mapping()
        .required("name", NAME, "the name of the experiment; specs of one name are its versions")
        .required(
            "objective",
            ANY,
            "the metric that is searched for, and in which direction; a list for a Pareto front")
        .optional("constraints", ANY, "bounds that other metrics must keep")
        .required("space", ANY, "the configuration; any value of it may be a search expression")
        .optional("search", ANY, "how configurations are proposed")
        .optional("early_stopping", ANY, "how poor trials are stopped early")
        .required("budget", ANY, "how many trials, or for how long")
        .optional("resources", ANY, "what one trial needs")
        .required("trial", ANY, "what a trial is")
        .closed();
  }

  /** {@code objective}. */
  public static Schema.Mapping objective(Optional<TrialKind> kind) {
    return Schema.mapping()
        .required(
            "metric",
            kind.flatMap(SpecSections::known).map(SpecSections::words).orElse(metric()),
            "a metric that trials report step by step, or that is measured before or after")
        .required(
            "direction",
            Schema.word(Direction.MINIMIZE.word(), Direction.MAXIMIZE.word()),
            "minimize or maximize")
        .optional(
            "value",
            Schema.word(Summary.BEST.word(), Summary.LAST.word(), Summary.MEAN.word()),
            "which of its steps counts for a trial: the best, the last, or the mean of all (best)")
        .closed();
  }

  /** One item of {@code constraints}. */
  public static Schema.Mapping constraint(Optional<TrialKind> kind) {
    Schema bound = Schema.real(-INFINITE, INFINITE);
    return Schema.mapping()
        .required(
            "metric",
            kind.flatMap(SpecSections::known).map(SpecSections::words).orElse(metric()),
            "the metric that is bounded")
        .optional("at_most", bound, "the largest value allowed")
        .optional("at_least", bound, "the smallest value allowed")
        .optional(
            "when",
            Schema.word("after_training", "before_training"),
            "when the metric is known; before_training refuses a configuration before it costs"
                + " anything (after_training)")
        .closed();
  }

  private static Optional<Set<String>> known(TrialKind kind) {
    return kind.reported()
        .map(
            reported -> {
              Set<String> all = new TreeSet<>(reported);
              all.addAll(kind.knownBefore());
              all.addAll(kind.measuredBefore());
              return all;
            });
  }

  /** {@code search}; without a method, with any further keys. */
  public static Schema.Mapping search(Optional<? extends Method<?>> algorithm) {
    Schema.Builder keys =
        Schema.mapping()
            .optional(
                "algorithm",
                new Schema.Word(Samplers.names()),
                "how configurations are proposed (" + Samplers.names().get(0) + ")")
            .optional(
                "seed",
                Schema.whole(0, 1L << 53),
                "from which everything random derives; drawn and kept when not written")
            .optional(
                "start",
                new Schema.Sequence(Schema.mapping().open(), 1),
                "the first configurations: values by path; what one does not name is drawn")
            .optional(
                "learn_from",
                new Schema.Sequence(Schema.whole(1, Integer.MAX_VALUE), 1),
                "numbers of earlier sweeps whose trials are learnt from");
    return algorithm.map(a -> keys.all(a.settings()).closed()).orElseGet(keys::open);
  }

  /** {@code early_stopping}; without a method, with any further keys. */
  public static Schema.Mapping earlyStopping(Optional<? extends Method<?>> rule) {
    Schema.Builder keys =
        Schema.mapping()
            .optional(
                "rule", new Schema.Word(Stoppers.names()), "how running trials are judged (none)");
    return rule.map(r -> keys.all(r.settings()).closed()).orElseGet(keys::open);
  }

  /** {@code budget}. */
  public static Schema.Mapping budget() {
    return Schema.mapping()
        .optional(
            "trials",
            Schema.whole(1, 10_000_000),
            "how many trials may end, the cancelled not counted; needed unless wall is given")
        .optional("wall", Quantities.TIME, "for how long, pauses not counted: 2h, 30m, 90s, 1h30m")
        .optional(
            "parallel",
            Schema.whole(1, 10_000),
            "how many trials at a time (as many as there are devices)")
        .closed();
  }

  /** What a priority may be. */
  public static final Schema.Whole PRIORITY = Schema.whole(0, 100);

  /** {@code resources}, where nobody is there to say what may be asked of clusters. */
  public static Schema.Mapping resources() {
    return resources(ClusterOptions.ANY);
  }

  /**
   * {@code resources}.
   *
   * @param clusters what may be asked of clusters
   */
  public static Schema.Mapping resources(ClusterOptions clusters) {
    return Schema.mapping()
        .optional("gpus", Schema.whole(0, 1024), "whole GPUs of one trial (0)")
        .optional("cpus", Schema.whole(1, 1024), "threads of one trial without GPUs (1)")
        .optional("memory", Quantities.BYTES, "the most memory of one trial: 512m, 2g")
        .optional("priority", PRIORITY, "higher goes first (50)")
        .optional(
            "gpu_memory",
            Quantities.BYTES,
            "the most memory of its GPU that a trial takes, to share the GPU with others: 4g")
        .optional(
            "beside_others",
            new Schema.Truth(),
            "whether a GPU will do that other people's processes use (false)")
        .optional("project", NAME, "with which sweeps it shares the devices (the name above)")
        .optional(
            "weight",
            Schema.real(0.001, 1000),
            "of the project: one of weight 2 gets twice the device time of one of weight 1 (1)")
        .optional(
            "preemptible",
            new Schema.Truth(),
            "whether its trials may be ended for a sweep of higher priority, to go on later from"
                + " their checkpoint (false)")
        .optional(
            EngineSections.SLURM,
            EngineSections.slurm(clusters.sbatch()),
            "what trials ask of a Slurm cluster")
        .optional(
            EngineSections.KUBERNETES,
            EngineSections.kubernetes(clusters.pod()),
            "what trials ask of a Kubernetes cluster")
        .closed();
  }

  /** {@code trial}; without a kind, with any further keys. */
  public static Schema.Mapping trial(Collection<String> kinds, Optional<TrialKind> kind) {
    Schema.Builder keys =
        Schema.mapping()
            .required("kind", new Schema.Word(List.copyOf(kinds)), "what runs a trial")
            .optional("timeout", Quantities.TIME, "the longest one attempt may take: 20m, 1h")
            .optional("retries", retries(), "how often a trial is tried again, by cause")
            .optional(
                LogRules.KEY,
                LogRules.schema(),
                "what lines in the log of a failed attempt say about its end")
            .optional("keep", keep(), "how much of what trials leave on the disk stays there");
    return kind.map(k -> keys.all(k.trial()).closed()).orElseGet(keys::open);
  }

  private static Schema keep() {
    Schema count = Schema.whole(1, 1_000_000);
    return Schema.mapping()
        .optional("best", count, "the models and artifacts of so many trials, the best (10)")
        .optional("latest", count, "so many checkpoints of a trial that is not over (1)")
        .closed();
  }

  private static Schema retries() {
    Schema times = Schema.whole(0, 100);
    Schema budget =
        new Schema.Either(
            List.of(
                times,
                Schema.mapping()
                    .required("times", times, "at most so often")
                    .optional(
                        "backoff",
                        Quantities.TIME,
                        "the pause before the first repetition, doubled with each: 10s, 1m")
                    .closed()));
    Schema.Builder causes = Schema.mapping();
    causes.optional(Cause.CRASH.word(), budget, "the process ended without a word, or threw (0)");
    causes.optional(Cause.OOM.word(), budget, "memory ran out (0)");
    causes.optional(Cause.TIMEOUT.word(), budget, "the trial's time limit passed (0)");
    causes.optional(
        Cause.INFRASTRUCTURE.word(), budget, "what the trial ran on failed (5, from 10s on)");
    causes.optional(Cause.LOST.word(), budget, "contact with the process was lost (10)");
    causes.optional(Cause.DIVERGED.word(), budget, "the training gave NaN or infinity (0)");
    return causes.closed();
  }

  private static Schema words(Set<String> words) {
    return new Schema.Word(new ArrayList<>(new TreeSet<>(words)));
  }

  private static Schema metric() {
    return new Schema.Text("the name of a metric", Optional.of("[^\\s](.{0,98}[^\\s])?"));
  }
}
