package io.sonde.search.sampler.evolution;

import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.sampler.variation.Genes;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Changes a row in one place of its tree, each place alike: a number takes a step on its scale, a
 * choice becomes another, a repeat gains or loses a repetition. What stands beside that place is
 * kept. What the change brings in is taken from a donor where a branch was entered, and from a
 * neighbouring repetition or by chance where one was added.
 *
 * <p>The length of a step is drawn uniformly on a logarithmic scale, from a hundredth to half of
 * the axis, so that no place is too far or too near for a step: H. Mühlenbein, D.
 * Schlierkamp-Voosen: Predictive models for the breeder genetic algorithm. Evolutionary Computation
 * 1(1), 1993.
 */
final class TreeMutation {
  private static final double SHORTEST = 0.01;
  private static final double LONGEST = 0.5;

  /** How likely an added repetition is a copy of its neighbour, rather than drawn. */
  private static final double COPIED = 0.5;

  private static final double[] UNKNOWN = {};

  private final UnitCube cube;
  private final Genes genes;
  private final Repetitions repetitions;

  TreeMutation(UnitCube cube, Genes genes, Repetitions repetitions) {
    this.cube = cube;
    this.genes = genes;
    this.repetitions = repetitions;
  }

  /** Knows a good row in which a choice was made. */
  @FunctionalInterface
  interface Donors {
    /** A row in which the parameter has this code; an empty one when there is none. */
    double[] donor(int parameter, double code);
  }

  /** A row one change away; the same row when nothing in it can be changed. */
  double[] mutate(double[] parent, Donors donors, RandomGenerator random) {
    double[] child = parent.clone();
    changeOne(child, IntStream.range(0, child.length).toArray(), donors, random);
    return child;
  }

  private void change(double[] row, int place, Donors donors, RandomGenerator random) {
    double before = row[place];
    double[] brought = UNKNOWN;
    if (repetitions.counts(place)) {
      row[place] = genes.neighbour(place, before, random.nextBoolean());
      repeat(row, place, repetitions.times(place, before), donors, random);
    } else {
      row[place] = genes.mutated(place, before, unit -> step(unit, random), random);
      brought = genes.ordered(place) ? UNKNOWN : donors.donor(place, row[place]);
    }
    complete(row, brought, random);
  }

  /** Somewhere else within [0, 1]; reflected at the bounds. */
  private static double step(double unit, RandomGenerator random) {
    double length = LONGEST * Math.pow(SHORTEST / LONGEST, random.nextDouble());
    double to = random.nextBoolean() ? unit + length : unit - length;
    return to < 0 ? -to : to > 1 ? 2 - to : to;
  }

  /** Adds or drops repetitions anywhere among those there were; the others keep their order. */
  private void repeat(double[] row, int count, int before, Donors donors, RandomGenerator random) {
    List<Repetition> all = new ArrayList<>();
    for (int i = 0; i < before; i++) {
      all.add(new Repetition(values(row, repetitions.parameters(count, i)), false));
    }
    int after = repetitions.times(count, row[count]);
    while (all.size() > after) {
      all.remove(random.nextInt(all.size()));
    }
    while (all.size() < after) {
      int at = random.nextInt(all.size() + 1);
      all.add(at, added(all, at, random));
    }
    for (int i = 0; i < repetitions.most(count); i++) {
      put(row, repetitions.parameters(count, i), i < after ? all.get(i).values : UNKNOWN);
    }
    for (int i = 0; i < after; i++) {
      if (all.get(i).copied) {
        changeOne(row, repetitions.parameters(count, i), donors, random);
      }
    }
  }

  /** One repetition: its values by its parameters, none when they are to be drawn. */
  private static final class Repetition {
    final double[] values;
    final boolean copied;

    Repetition(double[] values, boolean copied) {
      this.values = values;
      this.copied = copied;
    }
  }

  private static Repetition added(List<Repetition> all, int at, RandomGenerator random) {
    return !all.isEmpty() && random.nextDouble() < COPIED
        ? new Repetition(all.get(Math.max(0, at - 1)).values, true)
        : new Repetition(UNKNOWN, false);
  }

  private static double[] values(double[] row, int[] parameters) {
    return IntStream.of(parameters).mapToDouble(p -> row[p]).toArray();
  }

  private static void put(double[] row, int[] parameters, double[] values) {
    for (int i = 0; i < parameters.length; i++) {
      row[parameters[i]] = i < values.length ? values[i] : Double.NaN;
    }
  }

  private void changeOne(double[] row, int[] parameters, Donors donors, RandomGenerator random) {
    int[] places = changeable(row, IntStream.of(parameters));
    if (places.length > 0) {
      change(row, places[random.nextInt(places.length)], donors, random);
    }
  }

  private int[] changeable(double[] row, IntStream parameters) {
    return parameters.filter(p -> !Double.isNaN(row[p]) && genes.varies(p)).toArray();
  }

  /** Forgets what is no longer active, and gives what has become so its brought or drawn value. */
  private void complete(double[] row, double[] brought, RandomGenerator random) {
    for (int p = 0; p < row.length; p++) {
      if (!cube.active(p, row)) {
        row[p] = Double.NaN;
      } else if (Double.isNaN(row[p])) {
        boolean drawn = brought.length == 0 || Double.isNaN(brought[p]);
        row[p] = drawn ? genes.drawn(p, random) : brought[p];
      }
    }
  }
}
