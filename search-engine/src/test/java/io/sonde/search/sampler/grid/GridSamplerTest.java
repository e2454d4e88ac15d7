package io.sonde.search.sampler.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.port.Play;
import io.sonde.search.port.Sampler;
import io.sonde.search.port.SamplerContract;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GridSamplerTest extends SamplerContract {
  /** With as many points that the contract's finite spaces are whole in the grid. */
  private static final GridSampler.Settings FINE =
      new GridSampler.Settings(100, GridSampler.Order.SPREAD);

  @Override
  protected Sampler sampler(Space space) {
    return new GridSampler(space, 3, FINE);
  }

  private static GridSampler sampler(Space space, int points, GridSampler.Order order) {
    return new GridSampler(space, 3, new GridSampler.Settings(points, order));
  }

  private static List<List<Double>> rows(ColumnarHistory history) {
    List<List<Double>> rows = new ArrayList<>();
    for (int t = 0; t < history.size(); t++) {
      int trial = t;
      rows.add(
          IntStream.range(0, history.space().parameters().size())
              .mapToObj(p -> history.code(trial, p))
              .toList());
    }
    return rows;
  }

  private static List<List<Double>> all(Space space, int points, GridSampler.Order order) {
    return rows(Play.play(sampler(space, points, order), space, c -> 0, 100_000, 1));
  }

  @Test
  void theOdometersOrder() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("a", Play.choice("x", "y"));
    domains.put("b", Play.real(1e-4, 1, Scale.LOG));
    Space space = Space.flat(domains);
    assertThat(all(space, 3, GridSampler.Order.SEQUENTIAL))
        .usingRecursiveComparison()
        .withEqualsForType((a, b) -> Math.abs(a - b) < 1e-12, Double.class)
        .isEqualTo(
            List.of(
                List.of(0.0, 1e-4),
                List.of(0.0, 1e-2),
                List.of(0.0, 1.0),
                List.of(1.0, 1e-4),
                List.of(1.0, 1e-2),
                List.of(1.0, 1.0)));
  }

  /**
   * Reckoned by hand: 5 rates; sgd 5 momenta, adam 5 betas with a flag, plain: 16; up to 3 layers
   * of 5 widths: 156; 1, 2 or 4 of two: 22; a shared value: two counts times 5. With two points for
   * a range there are no or 3 layers.
   */
  @ParameterizedTest
  @EnumSource
  void everyCombinationOfAConditionalSpaceOnce(GridSampler.Order order) {
    Space space = Play.conditional();
    BigInteger cells = new GridCells(space, 5).count();
    assertThat(cells).isEqualTo(BigInteger.valueOf(5L * 16 * 156 * 22 * 10));
    assertThat(new GridCells(space, 2).count()).isEqualTo(BigInteger.valueOf(2L * 7 * 9 * 22 * 4));
    GridSampler sampler = sampler(space, 2, order);
    ColumnarHistory history = Play.play(sampler, space, c -> 0, 20_000, 1);
    assertThat(history.size()).isEqualTo(2 * 7 * 9 * 22 * 4);
    assertThat(new HashSet<>(rows(history))).hasSize(history.size());
  }

  @Test
  void bothOrdersHoldTheSameCells() {
    Space space = Play.nested(3);
    List<List<Double>> sequential = all(space, 4, GridSampler.Order.SEQUENTIAL);
    assertThat(sequential).hasSize(4 + 3 * 4);
    assertThat(all(space, 4, GridSampler.Order.SPREAD))
        .containsExactlyInAnyOrderElementsOf(sequential);
  }

  @Test
  void anEarlyEndHasSeenEveryLevelAlike() {
    Space space = Play.reals(6);
    ColumnarHistory history =
        Play.play(sampler(space, 8, GridSampler.Order.SPREAD), space, c -> 0, 64, 1);
    for (int p = 0; p < 6; p++) {
      Map<Double, Integer> counts = new LinkedHashMap<>();
      for (List<Double> row : rows(history)) {
        counts.merge(row.get(p), 1, Integer::sum);
      }
      assertThat(counts).hasSize(8);
      assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(6, 10));
    }
  }

  @Test
  void rangesAreDividedOnTheirScaleWithTheirBoundsAndListsAreWhole() {
    assertThat(codes(Play.real(1e-4, 1, Scale.LOG), 5))
        .containsExactly(new double[] {1e-4, 1e-3, 1e-2, 1e-1, 1.0}, within(1e-12));
    assertThat(codes(Play.real(-1, 1, Scale.LINEAR), 1)).containsExactly(0.0);
    assertThat(codes(Play.whole(0, 100, Scale.LINEAR), 5))
        .containsExactly(0.0, 25.0, 50.0, 75.0, 100.0);
    assertThat(codes(Play.whole(1, 4, Scale.LINEAR), 5)).containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(codes(Play.whole(1, 16, Scale.LOG), 15)).startsWith(1.0, 2.0, 3.0).endsWith(16.0);
    assertThat(codes(Play.choice("a", "b", "c"), 2)).containsExactly(0.0, 1.0, 2.0);
    assertThat(codes(new Domain.Ordered(List.of(1L, 5L, 9L)), 2)).containsExactly(0.0, 1.0, 2.0);
    Domain tenths = new Domain.FloatRange(0, 1, Scale.LINEAR, OptionalDouble.of(0.1));
    assertThat(codes(tenths, 11)).contains(0.3, 0.6, 0.7);
    assertThat(codes(tenths, 3)).containsExactly(0.0, 0.5, 1.0);
  }

  private static double[] codes(Domain domain, int points) {
    Levels levels = Levels.of(domain, points);
    return IntStream.range(0, (int) levels.count()).mapToDouble(levels::code).toArray();
  }

  @Test
  void whatWasTriedElsewhereIsLeftOut() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("a", Play.whole(1, 9, Scale.LINEAR));
    domains.put("b", Play.choice("x", "y", "z"));
    Space space = Space.flat(domains);
    ColumnarHistory history = Play.play(new RandomSampler(space), space, c -> 0, 20, 1);
    Sampler sampler = sampler(space);
    for (int i = 20; i < 27; i++) {
      Play.complete(
          history,
          history.propose(sampler.propose(history, Play.generator(1, i)).orElseThrow()),
          0);
    }
    Set<List<Double>> distinct = new HashSet<>(rows(history));
    assertThat(distinct).hasSize(27);
    assertThat(sampler.propose(history, Play.generator(1, 27))).isEmpty();
  }

  @Test
  void settingsOutOfRangeAreRefusedWithTheirValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GridSampler.Settings(0, GridSampler.Order.SPREAD))
        .withMessage("expected points within [1, 10000], got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridSampler.Order.of("random"))
        .withMessage("expected order spread or sequential, got 'random'");
  }
}
