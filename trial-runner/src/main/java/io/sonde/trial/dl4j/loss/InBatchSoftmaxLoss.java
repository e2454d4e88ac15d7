package io.sonde.trial.dl4j.loss;

import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The loss of a two-tower retrieval model: for each user of a batch, cross entropy of its own item
 * among all items of the batch. What frequent items gain by standing in many batches is corrected
 * by their frequency (Yi and others 2019, "Sampling-bias-corrected neural modeling for large corpus
 * item recommendations"), and another occurrence of the same item is no rival.
 *
 * <p>The output holds the user's vector and then the item's, of the same length. The labels hold
 * the user, the item, and the logarithm of the item's frequency.
 */
public final class InBatchSoftmaxLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  private static final int ITEM = 1;
  private static final int LOG_FREQUENCY = 2;

  private final double temperature;

  /**
   * With a temperature above 0, by which similarities are divided: the smaller, the sharper one
   * item must stand out.
   */
  public InBatchSoftmaxLoss(@JsonProperty("temperature") double temperature) {
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("expected a temperature above 0, got " + temperature);
    }
    this.temperature = temperature;
  }

  /** By which similarities are divided. */
  @JsonProperty("temperature")
  public double temperature() {
    return temperature;
  }

  @Override
  public double computeScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    double sum = 0;
    for (double loss : losses(probabilities(labels, preOutput))) {
      sum += loss;
    }
    return average ? sum / preOutput.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    double[] losses = losses(probabilities(labels, preOutput));
    return Nd4j.createFromArray(losses).castTo(preOutput.dataType()).reshape(losses.length, 1);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    float[][] gradient = probabilities(labels, preOutput);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i][i] -= 1;
      for (int j = 0; j < gradient.length; j++) {
        gradient[i][j] /= (float) temperature;
      }
    }
    INDArray ofSimilarities = Nd4j.createFromArray(gradient).castTo(preOutput.dataType());
    INDArray ofUsers = ofSimilarities.mmul(items(preOutput));
    INDArray ofItems = ofSimilarities.transpose().mmul(users(preOutput));
    return Nd4j.hstack(ofUsers, ofItems);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    return Pair.of(
        computeScore(labels, preOutput, activation, mask, average),
        computeGradient(labels, preOutput, activation, mask));
  }

  /** How likely each user of the batch takes each item of it. */
  private float[][] probabilities(INDArray labels, INDArray preOutput) {
    float[][] rows = users(preOutput).mmul(items(preOutput).transpose()).toFloatMatrix();
    float[][] told = labels.toFloatMatrix();
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        boolean rival = i == j || told[i][ITEM] != told[j][ITEM];
        rows[i][j] =
            rival
                ? (float) (rows[i][j] / temperature - told[j][LOG_FREQUENCY])
                : Float.NEGATIVE_INFINITY;
      }
      softmax(rows[i]);
    }
    return rows;
  }

  private static void softmax(float[] row) {
    float highest = Float.NEGATIVE_INFINITY;
    for (float value : row) {
      highest = Math.max(highest, value);
    }
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      row[j] = (float) Math.exp(row[j] - highest);
      sum += row[j];
    }
    for (int j = 0; j < row.length; j++) {
      row[j] /= (float) sum;
    }
  }

  private static double[] losses(float[][] probabilities) {
    double[] losses = new double[probabilities.length];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = -Math.log(Math.max(Float.MIN_NORMAL, probabilities[i][i]));
    }
    return losses;
  }

  private static INDArray users(INDArray preOutput) {
    long half = preOutput.size(1) / 2;
    return preOutput.get(NDArrayIndex.all(), NDArrayIndex.interval(0, half));
  }

  private static INDArray items(INDArray preOutput) {
    long half = preOutput.size(1) / 2;
    return preOutput.get(NDArrayIndex.all(), NDArrayIndex.interval(half, 2 * half));
  }

  @Override
  public String name() {
    return "InBatchSoftmaxLoss";
  }

  @Override
  public String toString() {
    return "InBatchSoftmaxLoss(temperature=" + temperature + ")";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InBatchSoftmaxLoss loss && loss.temperature == temperature;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(temperature);
  }
}
