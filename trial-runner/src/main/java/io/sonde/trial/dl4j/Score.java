package io.sonde.trial.dl4j;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How well a network does on some examples.
 *
 * @param loss the mean cross entropy in nats, penalties left out; NaN when a probability is
 * @param accuracy the fraction of examples whose class got the highest probability
 */
public record Score(double loss, double accuracy) {
  private static final int BATCH = 256;

  /** A probability of 0 would cost infinitely much; a float cannot tell it from this. */
  private static final double SMALLEST = 1e-12;

  /** Scores a network on the first {@code count} examples at most, with nothing dropped out. */
  static Score of(MultiLayerNetwork network, Tensors examples, int count) {
    int size = Math.min(count, examples.size());
    double loss = 0;
    int right = 0;
    for (int from = 0; from < size; from += BATCH) {
      int[] indices = IntStream.range(from, Math.min(size, from + BATCH)).toArray();
      float[][] probabilities = probabilities(network, examples, indices);
      for (int i = 0; i < indices.length; i++) {
        int label = examples.label(indices[i]);
        loss -= Math.log(Math.max(SMALLEST, probabilities[i][label]));
        right += isHighest(probabilities[i], label) ? 1 : 0;
      }
    }
    return new Score(loss / size, (double) right / size);
  }

  private static float[][] probabilities(
      MultiLayerNetwork network, Tensors examples, int[] indices) {
    try (Tensors.Batch batch = examples.batch(indices);
        INDArray output = network.output(batch.inputs(), false)) {
      return output.toFloatMatrix();
    }
  }

  /** The first of equals counts as the highest. */
  private static boolean isHighest(float[] values, int index) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] > values[index] || (values[i] == values[index] && i < index)) {
        return false;
      }
    }
    return !Float.isNaN(values[index]);
  }

  /** Whether the loss is a number. */
  public boolean isFinite() {
    return Double.isFinite(loss);
  }
}
