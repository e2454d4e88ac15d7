package io.sonde.trial.dl4j;

import io.sonde.trial.data.Input;
import io.sonde.trial.data.Shape;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One input's numbers outside the Java heap, as a network takes them: the channels of an image
 * before its pixels, the features of a sequence before its steps.
 */
final class InputTensor implements AutoCloseable {
  private final Shape shape;
  private final INDArray rows;

  /** Copies the numbers. */
  InputTensor(Input input) {
    this.shape = input.shape();
    this.rows = copy(input.rows());
  }

  /** Copies rows that are as in an {@link Input}; to be closed. */
  INDArray copy(float[][] some) {
    float[][] turned = new float[some.length][];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = turned(some[i]);
    }
    return Nd4j.createFromArray(turned);
  }

  private float[] turned(float[] row) {
    return switch (shape.kind()) {
      case IMAGE -> transposed(row, shape.height() * shape.width(), shape.channels());
      case SEQUENCE -> transposed(row, shape.steps(), shape.features());
      case FLAT, TOKENS, CATEGORY -> row;
    };
  }

  /** From places with their values to values with their places. */
  private static float[] transposed(float[] row, int places, int values) {
    if (values == 1 || places == 1) {
      return row;
    }
    float[] result = new float[row.length];
    for (int i = 0; i < places; i++) {
      for (int j = 0; j < values; j++) {
        result[j * places + i] = row[i * values + j];
      }
    }
    return result;
  }

  /** Copies some rows; to be closed. */
  INDArray pull(int[] indices) {
    return Nd4j.pullRows(rows, 1, indices);
  }

  /** Pulled rows in the shape that the network takes; shares their memory. */
  INDArray shaped(INDArray pulled) {
    long count = pulled.size(0);
    return switch (shape.kind()) {
      case IMAGE -> pulled.reshape(count, shape.channels(), shape.height(), shape.width());
      case SEQUENCE -> pulled.reshape(count, shape.features(), shape.steps());
      case TOKENS -> pulled.reshape(count, 1, shape.steps());
      case FLAT, CATEGORY -> pulled;
    };
  }

  /** 1 for each step at which a word stands, for texts; empty for other inputs. */
  Optional<INDArray> mask(INDArray pulled) {
    if (shape.kind() != Shape.Kind.TOKENS) {
      return Optional.empty();
    }
    float[][] words = pulled.toFloatMatrix();
    for (float[] text : words) {
      for (int i = 0; i < text.length; i++) {
        // Even an empty text has one step, for a mean over none would be no number.
        text[i] = text[i] != 0 || i == 0 ? 1 : 0;
      }
    }
    return Optional.of(Nd4j.createFromArray(words));
  }

  @Override
  public void close() {
    rows.close();
  }
}
