package io.sonde.trial.dl4j;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a network tells of examples, with nothing dropped out. */
final class Predictions {
  private static final int BATCH = 256;

  private Predictions() {}

  /** The outputs for the first {@code count} examples at most, a row each. */
  static float[][] of(ComputationGraph network, Tensors examples, int count) {
    float[][] rows = new float[Math.min(count, examples.size())][];
    for (int from = 0; from < rows.length; from += BATCH) {
      int[] indices = IntStream.range(from, Math.min(rows.length, from + BATCH)).toArray();
      float[][] some = some(network, examples, indices);
      System.arraycopy(some, 0, rows, from, some.length);
    }
    return rows;
  }

  private static float[][] some(ComputationGraph network, Tensors examples, int[] indices) {
    try (Batch batch = examples.batch(indices);
        INDArray output = network.output(false, batch.inputs(), batch.masks())[0]) {
      return output.toFloatMatrix();
    }
  }
}
