package io.sonde.search.sampler.gp;

import io.sonde.search.sampler.unit.Continuous;
import io.sonde.search.sampler.unit.UnitCube;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Looks for the row with the highest acquisition: draws rows from the whole space and rows near the
 * best trials, and climbs from the best of them. A climb goes along the gradient in the real
 * numbers and from neighbour to neighbour in all other values, in turn, until neither helps.
 */
final class AcquisitionSearch {
  private static final int DRAWS = 300;
  private static final int MUTANTS = 240;
  private static final int CLIMBS = 4;
  private static final int ROUNDS = 12;
  private static final int STEPS = 25;
  private static final double[] DEVIATIONS = {0.3, 0.1, 0.03};

  private final UnitCube cube;
  private final Landscape landscape;
  private final Neighbourhood neighbourhood;
  private final Predicate<double[]> wanted;

  /**
   * A search.
   *
   * @param wanted which rows may be found
   */
  AcquisitionSearch(UnitCube cube, Landscape landscape, Predicate<double[]> wanted) {
    this.cube = cube;
    this.landscape = landscape;
    this.neighbourhood = new Neighbourhood(cube);
    this.wanted = wanted;
  }

  private static final class Candidate {
    private final double[] row;
    private final double worth;

    Candidate(double[] row, double worth) {
      this.row = row;
      this.worth = worth;
    }

    double[] row() {
      return row;
    }

    double worth() {
      return worth;
    }
  }

  /**
   * The best row that was found; empty when there was none that is wanted.
   *
   * @param best rows of the best trials
   */
  Optional<double[]> best(List<double[]> best, RandomGenerator random) {
    List<Candidate> candidates = candidates(best, random);
    candidates.sort(Comparator.comparingDouble(Candidate::worth).reversed());
    Optional<Candidate> found = Optional.empty();
    for (Candidate start : starts(candidates)) {
      Candidate top = climb(start, random);
      if (wanted.test(top.row()) && found.map(f -> top.worth() > f.worth()).orElse(true)) {
        found = Optional.of(top);
      }
    }
    return found
        .or(() -> candidates.stream().filter(c -> wanted.test(c.row())).findFirst())
        .map(Candidate::row);
  }

  private List<Candidate> candidates(List<double[]> best, RandomGenerator random) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < DRAWS; i++) {
      candidates.add(candidate(cube.draw(random)));
    }
    for (int i = 0; i < MUTANTS && !best.isEmpty(); i++) {
      double[] parent = best.get(i % best.size());
      double deviation = DEVIATIONS[random.nextInt(DEVIATIONS.length)];
      double values = 1 + random.nextInt(4);
      candidates.add(candidate(neighbourhood.mutate(parent, deviation, values, random)));
    }
    return candidates;
  }

  private Candidate candidate(double[] row) {
    double worth = landscape.at(row);
    return new Candidate(row, Double.isNaN(worth) ? Double.NEGATIVE_INFINITY : worth);
  }

  /** The best candidates, no two with the same row. */
  private List<Candidate> starts(List<Candidate> sorted) {
    List<Candidate> starts = new ArrayList<>();
    for (Candidate candidate : sorted) {
      if (starts.size() == CLIMBS) {
        break;
      }
      boolean fresh = starts.stream().noneMatch(s -> Arrays.equals(s.row(), candidate.row()));
      if (fresh && (wanted.test(candidate.row()) || reals(candidate.row()).length > 0)) {
        starts.add(candidate);
      }
    }
    return starts;
  }

  private Candidate climb(Candidate start, RandomGenerator random) {
    Candidate at = alongGradient(start);
    for (int round = 0; round < ROUNDS; round++) {
      Optional<Candidate> next = bestNeighbour(at, random);
      if (next.isEmpty()) {
        return at;
      }
      at = alongGradient(next.get());
    }
    return at;
  }

  private Optional<Candidate> bestNeighbour(Candidate at, RandomGenerator random) {
    List<Candidate> better = new ArrayList<>();
    for (double[] row : neighbourhood.of(at.row(), random)) {
      Candidate candidate = candidate(row);
      if (candidate.worth() > at.worth()) {
        better.add(candidate);
      }
    }
    better.sort(Comparator.comparingDouble(Candidate::worth).reversed());
    return better.stream().filter(c -> wanted.test(c.row())).findFirst();
  }

  private int[] reals(double[] row) {
    return IntStream.range(0, row.length)
        .filter(p -> cube.axis(p) instanceof Continuous && !Double.isNaN(row[p]))
        .toArray();
  }

  private Candidate alongGradient(Candidate start) {
    int[] reals = reals(start.row());
    if (reals.length == 0) {
      return start;
    }
    double[] units = new double[reals.length];
    double[] low = new double[reals.length];
    double[] high = new double[reals.length];
    for (int i = 0; i < reals.length; i++) {
      units[i] = ((Continuous) cube.axis(reals[i])).unit(start.row()[reals[i]]);
      high[i] = 1;
    }
    Lbfgs.Minimum top =
        new Lbfgs(low, high, STEPS, 1e-5)
            .minimize((at, gradient) -> below(start.row(), reals, at, gradient), units);
    Candidate end = candidate(moved(start.row(), reals, top.point()));
    return end.worth() > start.worth() ? end : start;
  }

  private double below(double[] row, int[] reals, double[] units, double[] gradient) {
    double worth = landscape.at(moved(row, reals, units), reals, gradient);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = -gradient[i];
    }
    return -worth;
  }

  private double[] moved(double[] row, int[] reals, double[] units) {
    double[] moved = row.clone();
    for (int i = 0; i < reals.length; i++) {
      moved[reals[i]] = cube.axis(reals[i]).code(units[i]);
    }
    return moved;
  }
}
