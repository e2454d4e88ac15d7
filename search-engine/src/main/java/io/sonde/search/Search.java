package io.sonde.search;

import io.sonde.search.asktell.AskTell;
import io.sonde.search.asktell.Parts;
import io.sonde.search.history.Constraint;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.proposal.TrialSeeds;
import io.sonde.search.proposal.WarmStart;
import io.sonde.search.reader.SpaceReader;
import io.sonde.search.sampler.Samplers;
import io.sonde.search.space.Space;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.stopper.Stoppers;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A search, said step by step and then run: what for, where, how long, and on what. Needs a space
 * and a budget ({@link #trials} or {@link #wall}); all else has a default. Not thread-safe; a
 * search may be run again, which gives the same when it has a seed and one thread.
 *
 * <p>Every method throws {@link IllegalArgumentException} that says what was expected.
 */
public final class Search {
  private final List<Objective> objectives = new ArrayList<>();
  private final List<Constraint> constraints = new ArrayList<>();
  private final List<Map<String, Object>> start = new ArrayList<>();
  private @Nullable Space space;
  private String algorithm = Samplers.names().get(0);
  private Map<String, Object> settings = Map.of();
  private String rule = Stoppers.names().get(0);
  private Map<String, Object> ruleSettings = Map.of();
  private int trials = SweepSpec.Budget.UNLIMITED;
  private Optional<Duration> wall = Optional.empty();
  private int parallel = 1;
  private OptionalLong seed = OptionalLong.empty();

  private Search(Objective first) {
    objectives.add(first);
  }

  /** For the smallest value of a metric, which is named for messages and reports. */
  public static Search minimize(String metric) {
    return new Search(new Objective(metric, Direction.MINIMIZE));
  }

  /** For the largest value of a metric. */
  public static Search maximize(String metric) {
    return new Search(new Objective(metric, Direction.MAXIMIZE));
  }

  /** And for the smallest value of another one: for the Pareto front of both. */
  public Search andMinimize(String metric) {
    objectives.add(new Objective(metric, Direction.MINIMIZE));
    return this;
  }

  /** And for the largest value of another one. */
  public Search andMaximize(String metric) {
    objectives.add(new Objective(metric, Direction.MAXIMIZE));
    return this;
  }

  /** With a metric, see {@link Trial#measure}, that must not be above a bound. */
  public Search atMost(String metric, double bound) {
    constraints.add(new Constraint(metric, Double.NEGATIVE_INFINITY, bound, false));
    return this;
  }

  /** With a metric that must not be below a bound. */
  public Search atLeast(String metric, double bound) {
    constraints.add(new Constraint(metric, bound, Double.POSITIVE_INFINITY, false));
    return this;
  }

  /**
   * Among the configurations of a YAML document in which some values are search expressions.
   *
   * @throws io.sonde.search.spec.SpecException with every problem of the document
   */
  public Search space(String yaml) {
    return space(new SpaceReader().read(yaml));
  }

  /** Among the configurations of a space. */
  public Search space(Space of) {
    space = of;
    return this;
  }

  /** Proposed by an algorithm with its defaults; {@link Samplers} lists them. */
  public Search algorithm(String name) {
    return algorithm(name, Map.of());
  }

  /** Proposed by an algorithm with these settings. */
  public Search algorithm(String name, Map<String, ?> with) {
    algorithm = name;
    settings = plain(with);
    return this;
  }

  /** Judging trials at their reports by a rule; {@link Stoppers} lists them. */
  public Search earlyStopping(String name, Map<String, ?> with) {
    rule = name;
    ruleSettings = plain(with);
    return this;
  }

  /** Until so many trials have ended. */
  public Search trials(int number) {
    trials = number;
    return this;
  }

  /** Until this time has passed since the search began; trials under way are ended properly. */
  public Search wall(Duration time) {
    wall = Optional.of(time);
    return this;
  }

  /** Evaluating so many trials at a time, each on a thread of its own (1: the caller's). */
  public Search parallel(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("expected at least 1 thread, got " + threads);
    }
    parallel = threads;
    return this;
  }

  /** From which everything random derives (drawn when not said). */
  public Search seed(long number) {
    seed = OptionalLong.of(number);
    return this;
  }

  /** Beginning with a configuration: values by path; what it does not name is drawn. */
  public Search start(Map<String, ?> values) {
    start.add(plain(values));
    return this;
  }

  /**
   * Searches, and returns once the budget is spent or the space exhausted. An interrupt ends it
   * early: what was found is returned, and the thread stays interrupted. An {@link Error} of an
   * evaluation ends it and is thrown.
   */
  public Result run(Evaluation evaluation) {
    Parts parts = parts();
    AskTell sweep = new AskTell(parts, Clock.systemUTC());
    Runner runner =
        new Runner(sweep, evaluation, objectives.get(0).metric(), new TrialSeeds(parts.seed()));
    runner.run(parallel);
    return new Result(sweep.best(), sweep.history(), parts.seed(), runner.firstFailure());
  }

  /** The same search, for those who would rather ask and tell; {@code parallel} is theirs then. */
  public AskTell askTell() {
    return new AskTell(parts(), Clock.systemUTC());
  }

  private Parts parts() {
    if (space == null) {
      throw new IllegalArgumentException("expected a space, got none: say space(…)");
    }
    Goal goal = new Goal(objectives, constraints);
    long number = seed.orElseGet(() -> new SecureRandom().nextInt(Integer.MAX_VALUE));
    for (Map<String, Object> values : start) {
      Space in = space;
      values.forEach((path, value) -> in.parameter(path).domain().encode(value));
    }
    return new Parts(
        space,
        goal,
        Samplers.create(algorithm, space, number, settings),
        Stoppers.create(rule, ruleSettings),
        WarmStart.of(start, space, goal),
        new SweepSpec.Budget(trials, wall, OptionalInt.of(parallel)),
        number);
  }

  /** Whole numbers as Long and others as Double, as documents have them. */
  private static Map<String, Object> plain(Map<String, ?> written) {
    Map<String, Object> plain = new LinkedHashMap<>();
    written.forEach(
        (key, value) -> {
          boolean whole =
              value instanceof Integer || value instanceof Short || value instanceof Byte;
          plain.put(
              key,
              whole
                  ? (Object) ((Number) value).longValue()
                  : value instanceof Float f ? (Object) f.doubleValue() : value);
        });
    return plain;
  }
}
