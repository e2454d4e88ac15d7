package io.sonde.trial.dl4j.pruning;

import io.sonde.trial.dl4j.layer.LearnedPositions;
import io.sonde.trial.network.Compression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Holds the smallest weights of a network at 0 (magnitude pruning, Han and others 2015, "Learning
 * both weights and connections for efficient neural networks"). Weights are the matrices and
 * kernels by which layers multiply what they take. Biases, whatever normalisations learn, and
 * embeddings, whose rows are looked up and not multiplied with, are left alone.
 */
final class WeightMask implements AutoCloseable {
  private final List<INDArray> weights;
  private final List<INDArray> masks;
  private final long all;
  private final long zeros;

  /** Chooses the weights by their present magnitude, and removes them. */
  WeightMask(ComputationGraph network, double ratio, Compression.Scope scope) {
    this(network, masks(weights(network), ratio, scope));
  }

  /** Holds those weights at 0 that another mask did, as its {@link #masks} told. */
  WeightMask(ComputationGraph network, List<INDArray> masks) {
    this.weights = weights(network);
    this.masks = List.copyOf(masks);
    this.all = masks.stream().mapToLong(INDArray::length).sum();
    this.zeros =
        all - masks.stream().mapToLong(mask -> Math.round(mask.sumNumber().doubleValue())).sum();
    apply();
  }

  private static List<INDArray> masks(
      List<INDArray> weights, double ratio, Compression.Scope scope) {
    double global = scope == Compression.Scope.GLOBAL ? threshold(weights, ratio) : 0;
    List<INDArray> masks = new ArrayList<>();
    for (INDArray weight : weights) {
      double threshold =
          scope == Compression.Scope.GLOBAL ? global : threshold(List.of(weight), ratio);
      float[] mask = weight.dup('c').data().asFloat();
      for (int i = 0; i < mask.length; i++) {
        mask[i] = Math.abs(mask[i]) > threshold ? 1 : 0;
      }
      masks.add(Nd4j.create(mask, weight.shape(), 'c'));
    }
    return masks;
  }

  /** The largest magnitude that is removed; −1 for none. */
  private static double threshold(List<INDArray> weights, double ratio) {
    int size = weights.stream().mapToInt(w -> (int) w.length()).sum();
    float[] magnitudes = new float[size];
    int next = 0;
    for (INDArray weight : weights) {
      for (float value : weight.dup('c').data().asFloat()) {
        magnitudes[next++] = Math.abs(value);
      }
    }
    Arrays.sort(magnitudes);
    int removed = (int) Math.round(size * ratio);
    return removed == 0 ? -1 : magnitudes[removed - 1];
  }

  private static List<INDArray> weights(ComputationGraph network) {
    List<INDArray> weights = new ArrayList<>();
    for (Layer layer : network.getLayers()) {
      org.deeplearning4j.nn.conf.layers.Layer form = layer.conf().getLayer();
      boolean spared =
          form instanceof BatchNormalization
              || form instanceof EmbeddingLayer
              || form instanceof EmbeddingSequenceLayer
              || form instanceof LearnedPositions;
      if (!spared && layer.numParams() > 0) {
        layer
            .paramTable()
            .forEach(
                (name, values) -> {
                  if (form.initializer().isWeightParam(form, name) && !isVector(values)) {
                    weights.add(values);
                  }
                });
      }
    }
    return weights;
  }

  /** A gain of a normalisation is a weight to Deeplearning4j, but nothing is summed with it. */
  private static boolean isVector(INDArray values) {
    return values.rank() < 2 || (values.size(0) == 1 && values.rank() == 2);
  }

  /** 1 for the weights that remain and 0 for the others, by layer; not to be changed. */
  List<INDArray> masks() {
    return masks;
  }

  /** Removes the chosen weights again, after an update has moved them. */
  void apply() {
    for (int i = 0; i < masks.size(); i++) {
      weights.get(i).muli(masks.get(i));
    }
  }

  /** How many weights are held at 0. */
  long zeros() {
    return zeros;
  }

  /** The fraction of weights that are held at 0. */
  double sparsity() {
    return all == 0 ? 0 : (double) zeros / all;
  }

  @Override
  public void close() {
    masks.forEach(INDArray::close);
  }
}
