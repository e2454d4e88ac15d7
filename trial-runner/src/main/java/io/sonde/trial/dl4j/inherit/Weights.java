package io.sonde.trial.dl4j.inherit;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The weights of a weighted sum ({@code [in, out]}) or a convolution ({@code [out, in, height,
 * width]}) seen alike: of each output for each input at each place of the window, of which a
 * weighted sum has one. Belongs to one thread.
 */
final class Weights {
  private final long[] shape;
  private final float[] values;
  private final boolean convolution;

  private Weights(long[] shape, float[] values) {
    this.shape = shape;
    this.values = values;
    this.convolution = shape.length > 2;
  }

  /** Those of a layer, copied. */
  static Weights of(INDArray array) {
    return new Weights(array.shape(), array.dup('c').data().asFloat());
  }

  /** As many as those of a layer, all of them 0. */
  static Weights zero(INDArray like) {
    return new Weights(like.shape(), new float[Math.toIntExact(like.length())]);
  }

  int inputs() {
    return (int) (convolution ? shape[1] : shape[0]);
  }

  int outputs() {
    return (int) (convolution ? shape[0] : shape[1]);
  }

  /** How many places the window has. */
  int places() {
    return values.length / (inputs() * outputs());
  }

  /** The place of the window that stands on the number itself, when its padding keeps the size. */
  int centre() {
    int side = convolution ? (int) shape[2] : 1;
    return (side - 1) / 2 * side + (side - 1) / 2;
  }

  private int index(int out, int in, int place) {
    return convolution ? (out * inputs() + in) * places() + place : in * outputs() + out;
  }

  float get(int out, int in, int place) {
    return values[index(out, in, place)];
  }

  void set(int out, int in, int place, float value) {
    values[index(out, in, place)] = value;
  }

  void into(INDArray layer) {
    try (INDArray array = Nd4j.create(values, shape, 'c')) {
      layer.assign(array);
    }
  }
}
