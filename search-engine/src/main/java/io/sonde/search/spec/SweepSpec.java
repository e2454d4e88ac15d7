package io.sonde.search.spec;

import io.sonde.search.history.Constraint;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.report.Cause;
import io.sonde.search.space.Space;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A spec that has been read and found right.
 *
 * @param text the YAML as written
 * @param folder the absolute folder against which its paths are read
 */
public record SweepSpec(
    String name,
    Goal goal,
    Space space,
    Search search,
    EarlyStopping earlyStopping,
    Budget budget,
    Resources resources,
    Trial trial,
    String text,
    Path folder) {
  /** The first objective. */
  public Objective objective() {
    return goal.first();
  }

  /** The bounds that other metrics must keep. */
  public List<Constraint> constraints() {
    return goal.constraints();
  }

  /** With which other sweeps it shares the devices, and whose tokens may see it. */
  public String project() {
    return resources.project().orElse(name);
  }

  /** This spec with another budget. */
  public SweepSpec with(Budget other) {
    return new SweepSpec(
        name, goal, space, search, earlyStopping, other, resources, trial, text, folder);
  }

  /** This spec with other needs of its trials. */
  public SweepSpec with(Resources other) {
    return new SweepSpec(
        name, goal, space, search, earlyStopping, budget, other, trial, text, folder);
  }

  /** This spec with other search settings. */
  public SweepSpec with(Search other) {
    return new SweepSpec(
        name, goal, space, other, earlyStopping, budget, resources, trial, text, folder);
  }

  /**
   * How configurations are proposed.
   *
   * @param seed empty: one is drawn and kept with the sweep
   * @param settings of the algorithm, checked against its schema
   * @param start values by path of the first configurations; what one does not name is drawn
   * @param learnFrom numbers of earlier sweeps whose trials the algorithm learns from
   */
  public record Search(
      String algorithm,
      OptionalLong seed,
      Map<String, Object> settings,
      List<Map<String, Object>> start,
      List<Integer> learnFrom) {
    public Search {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
      start = start.stream().map(Map::copyOf).toList();
      learnFrom = List.copyOf(learnFrom);
    }

    /** Without a warm start. */
    public Search(String algorithm, OptionalLong seed, Map<String, Object> settings) {
      this(algorithm, seed, settings, List.of(), List.of());
    }

    /** This search with another seed. */
    public Search with(OptionalLong other) {
      return new Search(algorithm, other, settings, start, learnFrom);
    }
  }

  /** Which rule judges running trials, {@code none} for none, with its checked settings. */
  public record EarlyStopping(String rule, Map<String, Object> settings) {
    public EarlyStopping {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
  }

  /**
   * How long a sweep goes on and how much of it at once.
   *
   * @param trials ended trials, the cancelled not counted; at least 1; {@link #UNLIMITED} when only
   *     {@code wall} ends the sweep
   * @param wall from the sweep's first start, pauses not counted
   * @param parallel trials at a time; empty: as many as there are devices
   */
  public record Budget(int trials, Optional<Duration> wall, OptionalInt parallel) {
    /** As many trials as the wall time allows. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    public Budget {
      if (trials < 1 || (trials == UNLIMITED && wall.isEmpty())) {
        throw new IllegalArgumentException(
            "expected a number of trials or a wall time, got " + trials + " trials");
      }
    }
  }

  /**
   * What one trial needs.
   *
   * @param gpus GPUs, whole unless one is shared; 0 for none
   * @param cpus threads, when there are no GPUs; at least 1
   * @param memoryBytes the most a trial's process may take; empty for the kind's default
   * @param priority higher goes first; {@link #PRIORITY} by default
   * @param gpuMemoryBytes the most a trial takes of the memory of one GPU, which it shares; empty
   *     for whole GPUs
   * @param besideOthers whether a GPU will do that processes of other people use
   * @param project with which other sweeps it shares the devices; empty for the experiment's name
   * @param weight of the project among others of the same priority; positive
   * @param preemptible whether trials may be ended for those of a sweep of higher priority; they go
   *     on from their checkpoint later
   * @param engines what trials ask of a cluster beyond that, by the cluster's kind: texts, numbers,
   *     booleans, and lists and maps of these
   */
  public record Resources(
      int gpus,
      int cpus,
      OptionalLong memoryBytes,
      int priority,
      OptionalLong gpuMemoryBytes,
      boolean besideOthers,
      Optional<String> project,
      double weight,
      boolean preemptible,
      Map<String, Object> engines) {

    public Resources {
      engines = Map.copyOf(engines);
    }

    /** The priority of a sweep that says nothing. */
    public static final int PRIORITY = 50;

    /** The same with another priority. */
    public Resources withPriority(int other) {
      return new Resources(
          gpus,
          cpus,
          memoryBytes,
          other,
          gpuMemoryBytes,
          besideOthers,
          project,
          weight,
          preemptible,
          engines);
    }

    /** Whole devices, for a project of the experiment's name and of weight 1. */
    public Resources(int gpus, int cpus, OptionalLong memoryBytes, int priority) {
      this(
          gpus,
          cpus,
          memoryBytes,
          priority,
          OptionalLong.empty(),
          false,
          Optional.empty(),
          1,
          false,
          Map.of());
    }
  }

  /**
   * The trials.
   *
   * @param settings what the kind adds, checked against its schema
   * @param timeout of one attempt
   * @param retries how often a trial is tried again, by cause, in place of {@link Retry#usual}
   * @param keep how much of what trials leave on the disk stays there
   * @param logRules what lines in the log of a failed attempt say about its end; the first that
   *     applies counts
   */
  public record Trial(
      String kind,
      Map<String, Object> settings,
      Optional<Duration> timeout,
      Map<Cause, Retry> retries,
      Keep keep,
      List<LogRule> logRules) {
    public Trial {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
      retries = Map.copyOf(retries);
      logRules = List.copyOf(logRules);
    }

    /** With the default of what is kept, and without rules on logs. */
    public Trial(
        String kind,
        Map<String, Object> settings,
        Optional<Duration> timeout,
        Map<Cause, Retry> retries) {
      this(kind, settings, timeout, retries, Keep.DEFAULT, List.of());
    }

    /** How often a trial is tried again when an attempt ended for this cause. */
    public Retry retry(Cause cause) {
      return retries.getOrDefault(cause, Retry.usual(cause));
    }
  }

  /**
   * How often a trial is tried again when attempts end for one cause.
   *
   * @param times at most so often; at least 0
   * @param backoff the pause before the first repetition, doubled with each further one
   */
  public record Retry(int times, Duration backoff) {
    /** No pause grows beyond this. */
    public static final Duration LONGEST = Duration.ofHours(1);

    public Retry {
      if (times < 0 || backoff.isNegative()) {
        throw new IllegalArgumentException(
            "expected at least 0 retries and no negative pause, got " + times + ", " + backoff);
      }
    }

    /**
     * What holds where the spec says nothing: a trial is not tried again for what it did itself,
     * ten times without a pause when contact was lost, five times from ten seconds on when what it
     * ran on failed.
     */
    public static Retry usual(Cause cause) {
      return switch (cause) {
        case LOST -> new Retry(10, Duration.ZERO);
        case INFRASTRUCTURE -> new Retry(5, Duration.ofSeconds(10));
        default -> new Retry(0, Duration.ZERO);
      };
    }

    /** The pause before a repetition, counted from 1. */
    public Duration pause(int repetition) {
      int doublings = Math.min(repetition - 1, 30);
      Duration most = LONGEST.dividedBy(1L << doublings);
      return backoff.compareTo(most) > 0 ? LONGEST : backoff.multipliedBy(1L << doublings);
    }
  }

  /**
   * How much of what trials leave on the disk stays there.
   *
   * @param best of how many trials, the best, the models, checkpoints and artifacts stay; at least
   *     1
   * @param latest how many checkpoints of a trial that is not over stay; at least 1
   */
  public record Keep(int best, int latest) {
    /** The ten best trials, and the latest checkpoint. */
    public static final Keep DEFAULT = new Keep(10, 1);

    public Keep {
      if (best < 1 || latest < 1) {
        throw new IllegalArgumentException(
            "expected to keep at least 1, got best " + best + " and latest " + latest);
      }
    }
  }
}
