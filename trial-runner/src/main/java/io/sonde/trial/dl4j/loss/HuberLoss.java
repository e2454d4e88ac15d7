package io.sonde.trial.dl4j.loss;

import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossUtil;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Huber's loss (1964) with a threshold of 1: of an error e, e² / 2 up to 1 and |e| − 1/2 beyond, so
 * that far outliers pull no stronger than near ones. The mean over the outputs of an example.
 */
public final class HuberLoss implements ILossFunction {
  private static final long serialVersionUID = 1L;

  @Override
  public double computeScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    double sum = losses(labels, preOutput, activation, mask).sumNumber().doubleValue();
    return average ? sum / preOutput.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    return losses(labels, preOutput, activation, mask).sum(true, 1);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    INDArray slope = clipped(errors(labels, preOutput, activation)).divi(labels.size(1));
    if (mask != null) {
      LossUtil.applyMask(slope, mask);
    }
    return activation.backprop(preOutput, slope).getFirst();
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

  /** With c the error clipped to ±1, both branches are c (e − c / 2). */
  private static INDArray losses(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    INDArray errors = errors(labels, preOutput, activation);
    INDArray clipped = clipped(errors);
    INDArray losses = errors.subi(clipped.mul(0.5)).muli(clipped).divi(labels.size(1));
    if (mask != null) {
      LossUtil.applyMask(losses, mask);
    }
    return losses;
  }

  private static INDArray errors(INDArray labels, INDArray preOutput, IActivation activation) {
    INDArray output = activation.getActivation(preOutput.dup(), true);
    return output.subi(labels.castTo(output.dataType()));
  }

  private static INDArray clipped(INDArray errors) {
    return Transforms.max(Transforms.min(errors, 1, true), -1, false);
  }

  @Override
  public String name() {
    return "HuberLoss";
  }

  @Override
  public String toString() {
    return "HuberLoss()";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof HuberLoss;
  }

  @Override
  public int hashCode() {
    return HuberLoss.class.hashCode();
  }
}
