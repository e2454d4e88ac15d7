package io.sonde.search.insight.surface;

import io.sonde.search.space.Domain;
import io.sonde.search.space.Parameter;
import io.sonde.search.space.Scale;

/**
 * One of the two parameters that span a plane. Numbers lie within [0, 1] on their own scale, listed
 * values by their index. Immutable.
 *
 * @param listed whether its values are listed
 * @param values how many are listed; 0 for numbers
 * @param scale of numbers
 * @param low the lowest number
 * @param high the highest number
 */
public record PlaneAxis(boolean listed, int values, Scale scale, double low, double high) {

  /** The axis of a parameter. */
  public static PlaneAxis of(Parameter parameter) {
    Domain domain = parameter.domain();
    if (domain instanceof Domain.FloatRange range) {
      return new PlaneAxis(false, 0, range.scale(), range.low(), range.high());
    } else if (domain instanceof Domain.IntRange range) {
      return new PlaneAxis(false, 0, range.scale(), range.low(), range.high());
    }
    return new PlaneAxis(true, (int) domain.cardinality(), Scale.LINEAR, 0, 0);
  }

  /** Where a code lies; a range of a single number lies in the middle. */
  public double place(double code) {
    if (listed) {
      return code;
    }
    double from = scale.toModel(low);
    double to = scale.toModel(high);
    return to > from ? (scale.toModel(code) - from) / (to - from) : 0.5;
  }

  /** The code at a place: the inverse of {@link #place}, but for a range of a single number. */
  public double code(double place) {
    if (listed) {
      return place;
    }
    double from = scale.toModel(low);
    return scale.fromModel(from + place * (scale.toModel(high) - from));
  }

  /** How many cells it is cut into, where numbers are cut into {@code most}. */
  int cells(int most) {
    return listed ? values : most;
  }

  /** The middle of a cell. */
  public double middle(int cell, int cells) {
    return listed ? cell : (cell + 0.5) / cells;
  }
}
