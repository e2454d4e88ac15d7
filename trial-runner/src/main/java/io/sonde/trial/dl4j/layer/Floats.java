package io.sonde.trial.dl4j.layer;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The memory of a contiguous array of floats outside the Java heap, read and written in stretches.
 * Valid as long as the array is. Not for several threads at once.
 */
final class Floats {
  private final INDArray array;
  private final FloatPointer pointer;
  private final FloatBuffer buffer;

  /** The memory of an array whose elements lie one after the other, in either order. */
  Floats(INDArray array) {
    if (array.dataType() != DataType.FLOAT || array.length() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "expected at most %,d floats, got %,d of type %s"
              .formatted(Integer.MAX_VALUE, array.length(), array.dataType()));
    }
    this.array = array;
    this.pointer = new FloatPointer(array.data().addressPointer()).getPointer(0);
    pointer.capacity(array.length());
    this.buffer = pointer.asBuffer();
  }

  INDArray array() {
    return array;
  }

  /** Fills an array from the elements at a position on. */
  void get(int position, float[] into) {
    buffer.position(position).get(into);
  }

  /** Writes an array to the elements at a position on. */
  void put(int position, float[] from) {
    buffer.position(position).put(from);
  }

  private FloatPointer at(long position) {
    return pointer.position(position);
  }

  /** A row-major matrix in this memory. */
  Matrix matrix(long position, int rows, int columns) {
    return new Matrix(this, position, rows, columns, false);
  }

  /**
   * A row-major matrix.
   *
   * @param position of its first element
   * @param rows how many rows are stored
   * @param columns how many columns are stored
   * @param transposed whether it is read with rows and columns exchanged
   */
  record Matrix(Floats memory, long position, int rows, int columns, boolean transposed) {
    Matrix transpose() {
      return new Matrix(memory, position, rows, columns, !transposed);
    }

    private int height() {
      return transposed ? columns : rows;
    }

    private int width() {
      return transposed ? rows : columns;
    }

    /** Replaces this matrix by a product. */
    void setProduct(Matrix left, Matrix right) {
      if (left.width() != right.height() || rows != left.height() || columns != right.width()) {
        throw new IllegalArgumentException(this + " cannot hold " + left + " times " + right);
      }
      openblas_nolapack.cblas_sgemm(
          openblas_nolapack.CblasRowMajor,
          left.transposed ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
          right.transposed ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans,
          rows,
          columns,
          left.width(),
          1,
          left.memory.at(left.position),
          left.columns,
          right.memory.at(right.position),
          right.columns,
          0,
          memory.at(position),
          columns);
    }

    @Override
    public String toString() {
      return height() + "x" + width();
    }
  }
}
