package io.sonde.search.spec;

/**
 * Something wrong with a spec.
 *
 * @param line from 1; 0 when the problem has no place in the file
 * @param column from 1; 0 likewise
 * @param path the place in the document, such as {@code space.network[0].dense.units}
 * @param message what is wrong, what was expected, and the nearest known key where that helps
 */
public record Problem(int line, int column, String path, String message) {
  /** One line for people: {@code 12:5 space.optimizer: …}. */
  @Override
  public String toString() {
    String place = line > 0 ? line + ":" + column + " " : "";
    return place + (path.isEmpty() ? "" : path + ": ") + message;
  }
}
