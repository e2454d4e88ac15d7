package io.sonde.search.port;

import static io.sonde.search.port.Play.generator;
import static io.sonde.search.port.Play.play;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Constraint;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Node;
import io.sonde.search.space.Parameter;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every sampler promises. */
public abstract class SamplerContract {

  /** A part of the distance that random configurations have. */
  private static final double NEARLY = 0.05;

  /** A new sampler for a space. */
  protected abstract Sampler sampler(Space space);

  static List<Space> spaces() {
    return List.of(Play.mixed(), Play.conditional(), Play.nested(6), Play.reals(3));
  }

  /** Some loss that depends on every value. */
  private static double loss(Configuration configuration) {
    return Math.sin(configuration.values().hashCode());
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void theSameHistoryAndGeneratorGiveTheSameProposal(Space space) {
    ColumnarHistory history = play(sampler(space), space, SamplerContract::loss, 30, 1);
    Sampler sampler = sampler(space);
    Optional<Configuration> first = sampler.propose(history, generator(5, 30));
    assertThat(sampler.propose(history, generator(5, 30))).isEqualTo(first);
    assertThat(sampler(space).propose(history, generator(5, 30))).isEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void aFreshSamplerProposesWhatALongLivedOneDoes(Space space) {
    Sampler longLived = sampler(space);
    ColumnarHistory history = new ColumnarHistory(space, Play.LOSS);
    for (int i = 0; i < 60; i++) {
      Configuration next = longLived.propose(history, generator(3, i)).orElseThrow();
      assertThat(sampler(space).propose(history, generator(3, i))).contains(next);
      endSomehow(history, history.propose(next), loss(next));
    }
  }

  private static void endSomehow(ColumnarHistory history, int trial, double value) {
    List<TrialState> states =
        List.of(
            TrialState.COMPLETED,
            TrialState.STOPPED,
            TrialState.COMPLETED,
            TrialState.RUNNING,
            TrialState.FAILED,
            TrialState.COMPLETED,
            TrialState.CANCELLED,
            TrialState.PAUSED,
            TrialState.INFEASIBLE);
    Play.end(history, trial, states.get(trial % states.size()), value);
  }

  @Test
  void oneSamplerKeepsTwoHistoriesApart() {
    Space space = Play.conditional();
    ColumnarHistory one = play(sampler(space), space, SamplerContract::loss, 40, 1);
    ColumnarHistory other = play(sampler(space), space, c -> -loss(c), 45, 2);
    Sampler sampler = sampler(space);
    for (ColumnarHistory history : List.of(one, other, one, other)) {
      assertThat(sampler.propose(history, generator(9, 9)))
          .isEqualTo(sampler(space).propose(history, generator(9, 9)));
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void everyProposalIsAWholeConfigurationOfTheSpace(Space space) {
    Sampler sampler = sampler(space);
    ColumnarHistory history = new ColumnarHistory(space, Play.LOSS);
    for (int i = 0; i < 150; i++) {
      Configuration next = sampler.propose(history, generator(4, i)).orElseThrow();
      checkWhole(space, next);
      Play.complete(history, history.propose(next), loss(next));
    }
  }

  private static void checkWhole(Space space, Configuration configuration) {
    assertThat(space.configure(configuration.values())).isEqualTo(configuration);
    double[] codes = space.encode(configuration);
    for (Parameter parameter : space.parameters()) {
      Object value = configuration.values().get(parameter.path());
      assertThat(value != null).as(parameter.path()).isEqualTo(parameter.active(codes));
      assertThat(value == null || parameter.domain().contains(value)).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, 1e308})
  void anyConstantObjectiveIsSurvived(double value) {
    Space space = Play.mixed();
    assertThat(play(sampler(space), space, c -> value, 40, 1).size()).isEqualTo(40);
  }

  @Test
  void anObjectiveThatIsSometimesNoNumberIsSurvived() {
    Space space = Play.conditional();
    double[] values = {1, Double.NaN, Double.POSITIVE_INFINITY, -2, Double.NEGATIVE_INFINITY};
    int[] calls = {0};
    ToDoubleFunction<Configuration> loss = c -> values[calls[0]++ % values.length];
    assertThat(play(sampler(space), space, loss, 60, 1).size()).isEqualTo(60);
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void aHistoryInWhichEveryTrialFailedIsSurvived(Space space) {
    Sampler sampler = sampler(space);
    ColumnarHistory history = new ColumnarHistory(space, Play.LOSS);
    for (int i = 0; i < 40; i++) {
      int trial = history.propose(sampler.propose(history, generator(1, i)).orElseThrow());
      history.become(trial, i % 2 == 0 ? TrialState.FAILED : TrialState.INFEASIBLE);
    }
    checkWhole(space, sampler.propose(history, generator(1, 40)).orElseThrow());
  }

  private static final Goal SEVERAL =
      new Goal(
          List.of(
              new Objective("loss", Direction.MINIMIZE),
              new Objective("accuracy", Direction.MAXIMIZE)),
          List.of(
              new Constraint("size", Double.NEGATIVE_INFINITY, 0.5, true),
              new Constraint("recall", 0, Double.POSITIVE_INFINITY, false)));

  /** Some trials do not fit and never run, some turn out to violate, some measure no number. */
  private static void endUnderConstraints(ColumnarHistory history, int trial, double loss) {
    history.measure(trial, Map.of("size", loss));
    if (loss > 0.5) {
      history.become(trial, TrialState.INFEASIBLE);
      return;
    }
    history.become(trial, TrialState.RUNNING);
    double accuracy = trial % 7 == 0 ? Double.NaN : Math.cos(5 * loss);
    double[] recalls = {loss, 1, Double.NaN};
    history.report(
        trial, 1, Map.of("loss", loss, "accuracy", accuracy, "recall", recalls[trial % 3]));
    history.become(trial, trial % 5 == 0 ? TrialState.STOPPED : TrialState.COMPLETED);
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void severalObjectivesUnderConstraintsAreSearched(Space space) {
    Sampler sampler = sampler(space);
    ColumnarHistory history = new ColumnarHistory(space, SEVERAL);
    for (int i = 0; i < 40; i++) {
      Configuration next = sampler.propose(history, generator(6, i)).orElseThrow();
      checkWhole(space, next);
      endUnderConstraints(history, history.propose(next), loss(next));
    }
    assertThat(sampler(space).propose(history, generator(6, 40)))
        .isEqualTo(sampler.propose(history, generator(6, 40)));
  }

  @Test
  void manyAskedAtOnceAreAllDifferent() {
    Space space = Play.mixed();
    ColumnarHistory history = play(sampler(space), space, SamplerContract::loss, 30, 1);
    Sampler sampler = sampler(space);
    Set<Configuration> asked = new HashSet<>();
    for (int i = 0; i < 32; i++) {
      Configuration next = sampler.propose(history, generator(1, 30 + i)).orElseThrow();
      history.propose(next);
      asked.add(next);
    }
    assertThat(asked).hasSize(32);
  }

  /**
   * Nor are they near-duplicates: in the mean they keep a good part of the distance of random ones.
   */
  @Test
  void manyAskedAtOnceKeepTheirDistance() {
    Space space = Play.reals(4);
    ToDoubleFunction<Configuration> sphere =
        c -> c.values().values().stream().mapToDouble(x -> Math.pow((Double) x - 0.3, 2)).sum();
    ColumnarHistory history = play(sampler(space), space, sphere, 30, 1);
    ColumnarHistory uniform = new ColumnarHistory(space, Play.LOSS);
    Sampler sampler = sampler(space);
    for (int i = 0; i < 32; i++) {
      history.propose(sampler.propose(history, generator(1, 30 + i)).orElseThrow());
      uniform.propose(new UnitCube(space).draw(generator(2, i)));
    }
    assertThat(apart(history, 30)).isGreaterThan(NEARLY * apart(uniform, 0));
  }

  /** How far the trials from the first on are from their nearest, in the mean. */
  private static double apart(ColumnarHistory history, int first) {
    double sum = 0;
    for (int one = first; one < history.size(); one++) {
      double nearest = Double.POSITIVE_INFINITY;
      for (int other = first; other < history.size(); other++) {
        nearest = one == other ? nearest : Math.min(nearest, distance(history, one, other));
      }
      sum += nearest;
    }
    return sum / (history.size() - first);
  }

  private static double distance(ColumnarHistory history, int one, int other) {
    double sum = 0;
    for (int p = 0; p < history.space().parameters().size(); p++) {
      sum += Math.pow(history.code(one, p) - history.code(other, p), 2);
    }
    return Math.sqrt(sum);
  }

  /** As a sweep that goes on from earlier ones finds it. */
  @ParameterizedTest
  @MethodSource("spaces")
  void aHistoryThatOthersBeganIsTakenUp(Space space) {
    UnitCube cube = new UnitCube(space);
    ColumnarHistory history = new ColumnarHistory(space, Play.LOSS);
    for (int i = 0; i < 25; i++) {
      endSomehow(history, history.propose(cube.draw(generator(8, i))), i);
    }
    Sampler sampler = sampler(space);
    for (int i = 25; i < 45; i++) {
      Configuration next = sampler.propose(history, generator(8, i)).orElseThrow();
      checkWhole(space, next);
      assertThat(sampler(space).propose(history, generator(8, i))).contains(next);
      endSomehow(history, history.propose(next), loss(next));
    }
  }

  @Test
  void aLongHistoryIsSurvived() {
    Space space = Play.mixed();
    UnitCube cube = new UnitCube(space);
    ColumnarHistory history = new ColumnarHistory(space, Play.LOSS);
    for (int i = 0; i < 10_000; i++) {
      endSomehow(history, history.propose(cube.draw(generator(4, i))), Math.sin(i));
    }
    Sampler sampler = sampler(space);
    for (int i = 10_000; i < 10_005; i++) {
      Configuration next = sampler.propose(history, generator(4, i)).orElseThrow();
      checkWhole(space, next);
      Play.complete(history, history.propose(next), loss(next));
    }
  }

  @Test
  void aSpaceOfOneConfigurationIsTriedOnce() {
    for (Space space : List.of(Space.flat(Map.of()), Space.flat(Map.of("x", fixed())))) {
      ColumnarHistory history = play(sampler(space), space, c -> 1, 5, 1);
      assertThat(history.size()).isEqualTo(1);
    }
  }

  private static Domain fixed() {
    return Play.real(0.25, 0.25, Scale.LOG);
  }

  @Test
  void aFiniteSpaceIsTriedWholeWithoutRepetition() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("a", Play.whole(1, 5, Scale.LOG));
    domains.put("b", Play.choice("x", "y", "z"));
    domains.put("c", new Domain.Ordered(List.of(1L, 2L)));
    Space space = Space.flat(domains);
    ColumnarHistory history = play(sampler(space), space, SamplerContract::loss, 100, 1);
    assertThat(distinct(space, history)).isEqualTo(30);
    assertThat(history.size()).isEqualTo(30);
  }

  @Test
  void aFiniteConditionalSpaceIsTriedWholeWithoutRepetition() {
    Map<String, Node> branches = new LinkedHashMap<>();
    branches.put("none", Play.mapping());
    branches.put("some", Play.mapping("n", Play.search(Play.whole(1, 20, Scale.LINEAR))));
    Space space =
        new Space(
            Play.mapping(
                "branch",
                new Node.Branches(branches),
                "flag",
                Play.search(Play.choice(true, false))));
    ColumnarHistory history = play(sampler(space), space, SamplerContract::loss, 100, 1);
    assertThat(distinct(space, history)).isEqualTo(42);
    assertThat(history.size()).isEqualTo(42);
  }

  private static long distinct(Space space, ColumnarHistory history) {
    Set<List<Double>> rows = new HashSet<>();
    for (int t = 0; t < history.size(); t++) {
      int trial = t;
      rows.add(space.parameters().stream().map(p -> history.code(trial, p.index())).toList());
    }
    return rows.size();
  }

  @Test
  void aCancelledTrialMayBeProposedAgain() {
    Space space = Space.flat(Map.of("b", Play.choice("x", "y")));
    Sampler sampler = sampler(space);
    ColumnarHistory history = play(sampler, space, c -> 1, 1, 1);
    history.become(
        history.propose(sampler.propose(history, generator(1, 1)).orElseThrow()),
        TrialState.CANCELLED);
    assertThat(sampler.propose(history, generator(1, 2))).isPresent();
  }

  @Test
  void threeHundredParameters() {
    Space space = Play.reals(300);
    ColumnarHistory history = play(sampler(space), space, SamplerContract::loss, 60, 1);
    assertThat(history.size()).isEqualTo(60);
  }

  @Test
  void aMillionCategories() {
    List<Object> values = LongStream.range(0, 1_000_000).<Object>mapToObj(Long::valueOf).toList();
    Space space = Space.flat(Map.of("seed", new Domain.Choice(values)));
    ColumnarHistory history = play(sampler(space), space, SamplerContract::loss, 60, 1);
    assertThat(distinct(space, history)).isEqualTo(60);
  }

  @Test
  void rangesAtTheEdgeOfWhatDoublesHold() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("wide", Play.real(-1.7e308, 1.7e308, Scale.LINEAR));
    domains.put("positive", Play.real(Double.MIN_NORMAL, 1.7e308, Scale.LOG));
    domains.put("long", Play.whole(-9007199254740992L, 9007199254740992L, Scale.LINEAR));
    domains.put("decades", Play.whole(1, 9007199254740992L, Scale.LOG));
    Space space = Space.flat(domains);
    ColumnarHistory history = play(sampler(space), space, SamplerContract::loss, 60, 1);
    assertThat(distinct(space, history)).isEqualTo(60);
  }
}
