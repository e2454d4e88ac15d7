package io.sonde.search.sampler.unit;

import io.sonde.search.space.Configuration;
import io.sonde.search.space.Parameter;
import io.sonde.search.space.Space;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The axes of a space. Samplers work on rows of codes, one for each parameter and NaN where it is
 * not active, and turn only what they propose into a {@link Configuration}. Immutable.
 */
public final class UnitCube {
  private final Space space;
  private final List<Parameter> parameters;
  private final Axis[] axes;

  /** The axes of this space. */
  public UnitCube(Space space) {
    this.space = space;
    this.parameters = space.parameters();
    this.axes = parameters.stream().map(p -> Axis.of(p.domain())).toArray(Axis[]::new);
  }

  /** How many parameters there are. */
  public int dimensions() {
    return axes.length;
  }

  /** The axis of a parameter. */
  public Axis axis(int parameter) {
    return axes[parameter];
  }

  /** Whether a parameter is active in a row that is filled up to it. */
  public boolean active(int parameter, double[] row) {
    return parameters.get(parameter).active(row);
  }

  /** A row drawn uniformly: each active parameter on its scale, each branch alike. */
  public double[] draw(RandomGenerator random) {
    double[] row = new double[axes.length];
    for (int p = 0; p < axes.length; p++) {
      row[p] = active(p, row) ? axes[p].code(random.nextDouble()) : Double.NaN;
    }
    return row;
  }

  /** The row at a point of the cube; the coordinates of parameters that are not active are free. */
  public double[] row(double[] point) {
    double[] row = new double[axes.length];
    for (int p = 0; p < axes.length; p++) {
      row[p] = active(p, row) ? axes[p].code(point[p]) : Double.NaN;
    }
    return row;
  }

  /**
   * The parameters in stages: first those that are always active, then those whose conditions name
   * parameters of earlier stages only.
   */
  public List<int[]> stages() {
    int[] stages = new int[axes.length];
    int last = -1;
    for (Parameter parameter : parameters) {
      for (Parameter.Condition condition : parameter.conditions()) {
        int after = stages[condition.parameter()] + 1;
        stages[parameter.index()] = Math.max(stages[parameter.index()], after);
      }
      last = Math.max(last, stages[parameter.index()]);
    }
    return IntStream.rangeClosed(0, last)
        .mapToObj(s -> IntStream.range(0, stages.length).filter(p -> stages[p] == s).toArray())
        .toList();
  }

  /** Whether the space has finitely many configurations. */
  public boolean finite() {
    for (Axis axis : axes) {
      if (Double.isInfinite(axis.size())) {
        return false;
      }
    }
    return true;
  }

  /** The configuration of a row. */
  public Configuration configuration(double[] row) {
    return space.configure(parameter -> row[parameter.index()]);
  }
}
