package io.sonde.trial.dl4j.layer;

/** A matrix with its rows and columns exchanged. */
final class Transposition {
  private Transposition() {}

  /** Writes a row-major matrix into another array, column-major. */
  static void of(float[] matrix, int rows, int columns, float[] result) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        result[j * rows + i] = matrix[i * columns + j];
      }
    }
  }
}
