package io.sonde.trial.dl4j;

import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How long one prediction of one example takes, from its input outside the Java heap to its output
 * on it; everything is warm.
 *
 * @param p50 the median, in milliseconds
 * @param p95 what 95 of 100 predictions stay below, in milliseconds
 */
public record Latency(double p50, double p95) {
  /** What warms up: the just-in-time compiler, native kernels, caches. */
  private static final int LEAST_WARM_UP = 30;

  private static final int LEAST = 50;
  private static final int MOST = 500;
  private static final long PATIENCE_NANOS = 150_000_000;

  /** Times a network; takes some 300 ms, or as long as 80 predictions need. */
  static Latency of(ComputationGraph network, Tensors examples) {
    try (Batch batch = examples.batch(new int[] {0})) {
      long start = System.nanoTime();
      for (int i = 0; i < LEAST_WARM_UP || System.nanoTime() - start < PATIENCE_NANOS; i++) {
        predict(network, batch);
      }
      return of(times(network, batch));
    }
  }

  private static long[] times(ComputationGraph network, Batch batch) {
    long[] times = new long[MOST];
    int count = 0;
    long start = System.nanoTime();
    while (count < LEAST || (count < MOST && System.nanoTime() - start < PATIENCE_NANOS)) {
      long before = System.nanoTime();
      predict(network, batch);
      times[count++] = System.nanoTime() - before;
    }
    return Arrays.copyOf(times, count);
  }

  private static void predict(ComputationGraph network, Batch batch) {
    try (INDArray output = network.output(false, batch.inputs(), batch.masks())[0]) {
      output.toFloatMatrix();
    }
  }

  /** The quantiles of times in nanoseconds, by the nearest rank. */
  static Latency of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latency(quantile(sorted, 0.5), quantile(sorted, 0.95));
  }

  private static double quantile(long[] sorted, double fraction) {
    int rank = (int) Math.ceil(fraction * sorted.length);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }
}
