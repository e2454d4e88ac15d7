package io.sonde.search.sampler.grid;

import io.sonde.search.history.History;
import io.sonde.search.method.Method;
import io.sonde.search.port.Sampler;
import io.sonde.search.sampler.sobol.ScrambledSobol;
import io.sonde.search.sampler.unit.FirstUntried;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import io.sonde.search.spec.schema.Schema;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Tries every combination of a grid once and then ends. Lists are taken whole, ranges at some
 * points; see {@link Settings}. In the order {@link Order#SPREAD} it goes where a scrambled Sobol
 * sequence leads, and last through what that left, so that a search that is ended early has seen
 * all of the grid coarsely and not one corner of it finely. Cells are never listed: a grid may have
 * any number of them. What was tried already is left out.
 *
 * <p>That sequences of low discrepancy make better use of an unfinished budget than the odometer's
 * order: J. Bergstra, Y. Bengio: Random search for hyper-parameter optimization. JMLR 13, 2012.
 */
public final class GridSampler implements Sampler {
  /** So many points of the sequence for each trial are looked through, and some more. */
  private static final int POINTS_PER_TRIAL = 4;

  private static final int MORE_POINTS = 256;

  private final Settings settings;
  private final UnitCube cube;
  private final BigInteger cells;
  private final FirstUntried spread;
  private final FirstUntried sequential;

  /** The order in which the cells have their turn. */
  public enum Order {
    /** Evenly over the whole grid, ever more finely. */
    SPREAD,
    /** Line by line, the last parameter changing fastest. */
    SEQUENTIAL;

    /** The word for this order in a spec. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Order of(String word) {
      return Stream.of(values())
          .filter(order -> order.word().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "expected order spread or sequential, got '" + word + "'"));
    }
  }

  /**
   * The sampler's settings.
   *
   * @param points how many values of a range the grid holds, when it has more; from 1 to 10,000
   * @param order which cells come first
   */
  public record Settings(int points, Order order) {
    /** Five points for each range, in the order that is good at every end. */
    public static final Settings DEFAULT = new Settings(5, Order.SPREAD);

    private static final int MOST_POINTS = 10_000;

    public Settings {
      if (points < 1 || points > MOST_POINTS) {
        throw new IllegalArgumentException("expected points within [1, 10000], got " + points);
      }
    }
  }

  /** {@code grid} in a spec. */
  public static Method<Sampler.Factory> method() {
    return new Method<>(
        "grid",
        "Tries every combination of a grid once and then ends",
        Schema.mapping()
            .optional(
                "points",
                Schema.whole(1, Settings.MOST_POINTS),
                "how many values of a range the grid holds, when it has more (5)")
            .optional(
                "order",
                Schema.word(Order.SPREAD.word(), Order.SEQUENTIAL.word()),
                "evenly over the whole grid, or line by line (spread)")
            .closed(),
        Map.of(
            "points", (long) Settings.DEFAULT.points(), "order", Settings.DEFAULT.order().word()),
        List.of(),
        (space, seed, settings) ->
            new GridSampler(
                space,
                seed,
                new Settings(settings.whole("points"), Order.of(settings.text("order")))));
  }

  /** Searches this space; the seed tells where the order {@link Order#SPREAD} leads. */
  public GridSampler(Space space, long seed, Settings settings) {
    this.settings = settings;
    this.cube = new UnitCube(space);
    GridCells grid = new GridCells(space, settings.points());
    ScrambledSobol sobol = new ScrambledSobol(cube.dimensions(), seed);
    this.cells = grid.count();
    this.spread = new FirstUntried(index -> grid.row(sobol.point(index)));
    this.sequential = new FirstUntried(grid::row);
  }

  @Override
  public Optional<Configuration> propose(History history, RandomGenerator random) {
    int points =
        settings.order() == Order.SPREAD ? MORE_POINTS + POINTS_PER_TRIAL * history.size() : 0;
    return spread
        .next(history, points)
        .or(() -> sequential.next(history, cellsUpTo(history.size() + 1)))
        .map(cube::configuration);
  }

  /** Among more cells than there are trials one is untried, so no more need be looked at. */
  private int cellsUpTo(int most) {
    return cells.min(BigInteger.valueOf(most)).intValue();
  }
}
