package io.sonde.trial.dl4j.inherit;

import java.util.SplittableRandom;

/**
 * How the weight for a channel of the parent is divided among the child's copies of it, so that
 * they sum up to it. Equal shares would let copies learn the same for ever; unequal ones, drawn for
 * each output, change nothing in what the network gives and everything in what it learns.
 *
 * @param spread by which part shares differ from equal ones at most, in [0, 1)
 */
record Shares(double spread, long seed) {
  Shares {
    if (!(spread >= 0 && spread < 1)) {
      throw new IllegalArgumentException("expected a spread in [0, 1), got " + spread);
    }
  }

  /** By output and input of a layer. */
  float[][] of(ChannelMap in, int parentInputs, int outputs, long layer) {
    SplittableRandom random = new SplittableRandom(seed ^ layer);
    int[] copies = in.copies(parentInputs);
    float[][] shares = new float[outputs][in.size()];
    for (float[] row : shares) {
      double[] drawn = new double[in.size()];
      double[] sums = new double[parentInputs];
      for (int i = 0; i < in.size(); i++) {
        int source = in.source(i);
        if (source != ChannelMap.NONE) {
          drawn[i] = copies[source] == 1 ? 1 : 1 + spread * (2 * random.nextDouble() - 1);
          sums[source] += drawn[i];
        }
      }
      for (int i = 0; i < in.size(); i++) {
        row[i] = in.source(i) == ChannelMap.NONE ? 0 : (float) (drawn[i] / sums[in.source(i)]);
      }
    }
    return shares;
  }
}
