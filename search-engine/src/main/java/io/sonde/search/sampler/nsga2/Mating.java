package io.sonde.search.sampler.nsga2;

import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.sampler.variation.Genes;
import io.sonde.search.sampler.variation.PolynomialMutation;
import io.sonde.search.sampler.variation.SimulatedBinaryCrossover;
import java.util.random.RandomGenerator;

/**
 * Makes a child of two rows, parameter by parameter down the tree of conditions, so that it is
 * always whole. What both parents have is crossed; what one of them has, such as a branch that only
 * it chose, is taken from there; what neither has, where a mutation entered a new branch, is drawn.
 */
final class Mating {
  /** How likely one value of a crossed pair is crossed, and how likely it comes from the other. */
  private static final double EITHER = 0.5;

  private final UnitCube cube;
  private final Genes genes;
  private final double crossover;
  private final SimulatedBinaryCrossover crossing;
  private final PolynomialMutation mutation;

  Mating(UnitCube cube, Genes genes, NsgaSampler.Settings settings) {
    this.cube = cube;
    this.genes = genes;
    this.crossover = settings.crossover();
    this.crossing = new SimulatedBinaryCrossover(settings.crossoverIndex());
    this.mutation = new PolynomialMutation(settings.mutationIndex());
  }

  /** A row that takes after {@code one} more than after {@code other}. */
  double[] child(double[] one, double[] other, RandomGenerator random) {
    boolean crossed = random.nextDouble() < crossover;
    double rate = 1.0 / Math.max(1, genes.varying(one));
    double[] child = new double[one.length];
    for (int p = 0; p < child.length; p++) {
      if (!cube.active(p, child)) {
        child[p] = Double.NaN;
        continue;
      }
      child[p] = inherited(p, one[p], crossed ? other[p] : one[p], random);
      if (random.nextDouble() < rate) {
        child[p] = genes.mutated(p, child[p], unit -> mutation.mutate(unit, random), random);
      }
    }
    return child;
  }

  private double inherited(int parameter, double one, double other, RandomGenerator random) {
    if (Double.isNaN(one) && Double.isNaN(other)) {
      return genes.drawn(parameter, random);
    } else if (Double.isNaN(one) || Double.isNaN(other)) {
      return Double.isNaN(one) ? other : one;
    } else if (one == other || random.nextDouble() < EITHER) {
      return one;
    }
    if (!genes.ordered(parameter)) {
      return other;
    }
    boolean swapped = random.nextDouble() < EITHER;
    double near = swapped ? other : one;
    double far = swapped ? one : other;
    double unit = crossing.child(genes.unit(parameter, near), genes.unit(parameter, far), random);
    return genes.code(parameter, unit);
  }
}
