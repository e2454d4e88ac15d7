package io.sonde.trial.dl4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Holds the smallest weights of a network at 0 (magnitude pruning, Han and others 2015): over all
 * layers together, weights of dense layers and convolutions only, never biases or statistics.
 */
final class MagnitudeMask implements AutoCloseable {
  private final List<INDArray> weights;
  private final List<INDArray> masks;
  private final double sparsity;

  /** Chooses the weights by their present magnitude, and removes them. */
  MagnitudeMask(ComputationGraph network, double ratio) {
    this.weights = weights(network);
    this.masks = new ArrayList<>();
    float[] magnitudes = magnitudes(weights);
    int removed = (int) Math.round(magnitudes.length * ratio);
    float threshold = removed == 0 ? -1 : magnitudes[removed - 1];
    int zeros = 0;
    for (INDArray weight : weights) {
      float[] mask = weight.dup('c').data().asFloat();
      for (int i = 0; i < mask.length; i++) {
        mask[i] = Math.abs(mask[i]) > threshold ? 1 : 0;
        zeros += mask[i] == 0 ? 1 : 0;
      }
      masks.add(Nd4j.create(mask, weight.shape(), 'c'));
    }
    this.sparsity = magnitudes.length == 0 ? 0 : (double) zeros / magnitudes.length;
    apply();
  }

  /** Holds those weights at 0 that another mask did, as its {@link #masks} told. */
  MagnitudeMask(ComputationGraph network, List<INDArray> masks) {
    this.weights = weights(network);
    this.masks = List.copyOf(masks);
    double all = masks.stream().mapToLong(INDArray::length).sum();
    double kept = masks.stream().mapToDouble(mask -> mask.sumNumber().doubleValue()).sum();
    this.sparsity = all == 0 ? 0 : (all - kept) / all;
    apply();
  }

  /** 1 for the weights that remain and 0 for the others, by layer; not to be changed. */
  List<INDArray> masks() {
    return masks;
  }

  private static List<INDArray> weights(ComputationGraph network) {
    List<INDArray> weights = new ArrayList<>();
    network
        .paramTable()
        .forEach(
            (name, values) -> {
              if (name.endsWith("_" + DefaultParamInitializer.WEIGHT_KEY)) {
                weights.add(values);
              }
            });
    return weights;
  }

  private static float[] magnitudes(List<INDArray> weights) {
    int size = weights.stream().mapToInt(w -> (int) w.length()).sum();
    float[] all = new float[size];
    int next = 0;
    for (INDArray weight : weights) {
      for (float value : weight.dup('c').data().asFloat()) {
        all[next++] = Math.abs(value);
      }
    }
    Arrays.sort(all);
    return all;
  }

  /** Removes the chosen weights again, after an update has moved them. */
  void apply() {
    for (int i = 0; i < masks.size(); i++) {
      weights.get(i).muli(masks.get(i));
    }
  }

  /** The fraction of weights that are held at 0. */
  double sparsity() {
    return sparsity;
  }

  @Override
  public void close() {
    masks.forEach(INDArray::close);
  }
}
