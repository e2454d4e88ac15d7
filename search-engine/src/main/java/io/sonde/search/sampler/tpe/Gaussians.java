package io.sonde.search.sampler.tpe;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Normal distributions truncated to [0, 1], one for each kernel of an axis, around its place. A
 * kernel without a place has the prior's: around the middle, as wide as the axis.
 *
 * <p>A kernel's standard deviation is its distance to the farther of its two neighbours; for the
 * outermost kernels, which have one neighbour, the distance to it; for a single kernel, the
 * distance to the farther end of the axis. It is kept at least 1/(n + 2), with n the kernels that
 * have a place, or 1/100 when that is more (Bergstra et al. 2011, and the "magic clip" of Watanabe
 * 2023). The kernels that count are kept in order, so that one more or one less changes its
 * neighbours only.
 */
final class Gaussians {
  private static final double MOST_CLIP = 100;
  private static final double ROOT_HALF = Math.sqrt(0.5);
  private static final double LOG_ROOT_PI = Math.log(Math.PI) / 2;

  /** With more changes than this, all deviations are taken anew. */
  private static final int FEW = 16;

  private double[] means = new double[16];
  private double[] gaps = new double[16];
  private double[] narrowness = new double[16];
  private double[] logPeaks = new double[16];
  private int size;
  private double least = 0.5;

  private int[] rising = new int[16];
  private int placed;
  private int[] waiting = new int[16];
  private int waitingCount;

  /** Adds a kernel, which does not count yet; NaN when it has no place. */
  void append(double place) {
    if (size == means.length) {
      means = Arrays.copyOf(means, 2 * size);
      gaps = Arrays.copyOf(gaps, 2 * size);
      narrowness = Arrays.copyOf(narrowness, 2 * size);
      logPeaks = Arrays.copyOf(logPeaks, 2 * size);
    }
    boolean everywhere = Double.isNaN(place);
    means[size] = everywhere ? 0.5 : place;
    gaps[size] = everywhere ? Double.POSITIVE_INFINITY : 0;
    if (everywhere) {
      fit(size);
    }
    size++;
  }

  /** Whether a kernel has a place. */
  private boolean placed(int kernel) {
    return gaps[kernel] < Double.POSITIVE_INFINITY;
  }

  /** Lets a kernel count from now on. */
  void include(int kernel) {
    if (placed(kernel)) {
      if (waitingCount == waiting.length) {
        waiting = Arrays.copyOf(waiting, 2 * waitingCount);
      }
      waiting[waitingCount++] = kernel;
    }
  }

  /** Lets a kernel count no longer. */
  void exclude(int kernel) {
    if (placed(kernel)) {
      settle();
      int at = rank(kernel, placed);
      placed--;
      System.arraycopy(rising, at + 1, rising, at, placed - at);
      measureAround(at);
    }
  }

  /** Brings the deviations up to date. */
  void settle() {
    int[] added = sortedWaiting();
    waitingCount = 0;
    insert(added);
    double floor = 1 / Math.min(MOST_CLIP, placed + 2.0);
    if (floor != least || added.length > FEW) {
      least = floor;
      for (int i = 0; i < placed; i++) {
        measure(i);
      }
    } else {
      for (int kernel : added) {
        measureAround(rank(kernel, placed));
      }
    }
  }

  private void insert(int[] added) {
    if (placed + added.length > rising.length) {
      rising = Arrays.copyOf(rising, 2 * (placed + added.length));
    }
    int before = placed;
    for (int i = added.length - 1; i >= 0; i--) {
      int at = rank(added[i], before);
      System.arraycopy(rising, at, rising, at + i + 1, before - at);
      rising[at + i] = added[i];
      before = at;
    }
    placed += added.length;
  }

  /** By their means, equal ones by number. */
  private int[] sortedWaiting() {
    int[] kernels = Arrays.copyOf(waiting, waitingCount);
    Arrays.sort(kernels);
    double[] sorted = Arrays.stream(kernels).mapToDouble(k -> means[k]).sorted().toArray();
    int[] equal = new int[kernels.length];
    int[] order = new int[kernels.length];
    for (int kernel : kernels) {
      int first = firstNotBelow(sorted, means[kernel]);
      order[first + equal[first]++] = kernel;
    }
    return order;
  }

  private static int firstNotBelow(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many of the first {@code among} kernels in order stand before this one. */
  private int rank(int kernel, int among) {
    int low = 0;
    int high = among;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (precedes(rising[middle], kernel)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean precedes(int one, int other) {
    return means[one] < means[other] || (means[one] == means[other] && one < other);
  }

  private void measureAround(int at) {
    for (int i = Math.max(0, at - 1); i <= Math.min(at + 1, placed - 1); i++) {
      measure(i);
    }
  }

  /** Takes anew how far the kernel at this place of the order is from its neighbours. */
  private void measure(int at) {
    double mean = means[rising[at]];
    double left = at > 0 ? mean - means[rising[at - 1]] : placed == 1 ? mean : 0;
    double right = at < placed - 1 ? means[rising[at + 1]] - mean : placed == 1 ? 1 - mean : 0;
    gaps[rising[at]] = Math.max(left, right);
    fit(rising[at]);
  }

  private void fit(int kernel) {
    double deviation = Math.min(1, Math.max(least, gaps[kernel]));
    narrowness[kernel] = ROOT_HALF / deviation;
    logPeaks[kernel] =
        Math.log(narrowness[kernel]) - LOG_ROOT_PI - logInside(means[kernel], deviation);
  }

  /** How many there are. */
  int size() {
    return size;
  }

  double mean(int kernel) {
    return means[kernel];
  }

  double deviation(int kernel) {
    return Math.min(1, Math.max(least, gaps[kernel]));
  }

  /** Whether a kernel is as narrow as it may be. */
  boolean narrowest(int kernel) {
    return gaps[kernel] <= least;
  }

  /** The log of what makes the density of one of them at its mean, truncation included. */
  double logPeak(int kernel) {
    return logPeaks[kernel];
  }

  /** Adds the log of every kernel's density at its mean, truncation included. */
  void addLogPeaks(double[] sums) {
    for (int k = 0; k < size; k++) {
      sums[k] += logPeaks[k];
    }
  }

  /** Takes from the sums what the kernels lose of their log density at a place off their mean. */
  void subtractDistances(double place, int first, int kernels, double[] sums) {
    for (int j = 0; j < kernels; j++) {
      double z = (place - means[first + j]) * narrowness[first + j];
      sums[j] -= z * z;
    }
  }

  /** Draws a place from one of them. */
  double draw(int kernel, RandomGenerator random) {
    double mean = means[kernel];
    double deviation = deviation(kernel);
    double from = NormalDistribution.cumulative(-mean / deviation);
    double to = NormalDistribution.cumulative((1 - mean) / deviation);
    double z = NormalDistribution.quantile(from + (to - from) * random.nextDouble());
    return Math.min(1, Math.max(0, mean + deviation * z));
  }

  /** The log of the part of a normal distribution that lies within [0, 1]. */
  static double logInside(double mean, double deviation) {
    if (Math.min(mean, 1 - mean) > NormalDistribution.END * deviation) {
      return 0;
    }
    return Math.log(NormalDistribution.between(-mean / deviation, (1 - mean) / deviation));
  }
}
