package io.sonde.trial.dl4j;

import io.sonde.trial.data.Examples;
import io.sonde.trial.data.Shape;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Examples outside the Java heap, as a network takes them; images with channels first. */
public final class Tensors implements AutoCloseable {
  private final Shape shape;
  private final int[] labels;
  private final int classes;
  private final INDArray features;

  /** Copies the examples. */
  public Tensors(Examples examples) {
    this.shape = examples.shape();
    this.labels = examples.labels().clone();
    this.classes = examples.classes().size();
    float[][] rows = new float[examples.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = channelsFirst(examples.features()[i]);
    }
    this.features = Nd4j.createFromArray(rows);
  }

  private float[] channelsFirst(float[] row) {
    if (!shape.isImage() || shape.channels() == 1) {
      return row;
    }
    int area = shape.height() * shape.width();
    float[] result = new float[row.length];
    for (int i = 0; i < area; i++) {
      for (int c = 0; c < shape.channels(); c++) {
        result[c * area + i] = row[i * shape.channels() + c];
      }
    }
    return result;
  }

  /** How many examples there are. */
  public int size() {
    return labels.length;
  }

  /** The class of an example. */
  int label(int index) {
    return labels[index];
  }

  /** Copies some examples into a batch. */
  Batch batch(int[] indices) {
    INDArray rows = Nd4j.pullRows(features, 1, indices);
    INDArray inputs =
        shape.isImage()
            ? rows.reshape(indices.length, shape.channels(), shape.height(), shape.width())
            : rows;
    float[] targets = new float[indices.length * classes];
    for (int i = 0; i < indices.length; i++) {
      targets[i * classes + labels[indices[i]]] = 1;
    }
    return new Batch(rows, inputs, Nd4j.create(targets, indices.length, classes));
  }

  @Override
  public void close() {
    features.close();
  }

  /** A batch; closing it frees its memory at once. */
  static final class Batch implements AutoCloseable {
    private final INDArray rows;
    private final INDArray inputs;
    private final INDArray targets;

    private Batch(INDArray rows, INDArray inputs, INDArray targets) {
      this.rows = rows;
      this.inputs = inputs;
      this.targets = targets;
    }

    INDArray inputs() {
      return inputs;
    }

    INDArray targets() {
      return targets;
    }

    @Override
    public void close() {
      targets.close();
      rows.close();
    }
  }
}
