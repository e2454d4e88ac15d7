package io.sonde.trial.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the features from the rows of a table; words become numbers once all are known. */
final class FeatureReader {
  private static final String ADVICE = "; if the column holds words, list it under categories";

  /** Beyond, a column tells things apart rather than what they are like. */
  private static final int MOST_WORDS = 1000;

  private final List<String> names;
  private final int[] columns;

  /** Which columns hold words. */
  private final List<Boolean> worded;

  /** For each column the words met so far, numbered as they came; none for one of numbers. */
  private final List<Map<String, Integer>> words;

  private final List<float[]> rows = new ArrayList<>();

  /**
   * Looks the columns up.
   *
   * @param names the columns, in the order of the features
   * @param categories those that hold words
   */
  FeatureReader(Table table, List<String> names, List<String> categories) {
    categories.forEach(table::column);
    this.names = names;
    this.columns = names.stream().mapToInt(table::column).toArray();
    this.worded = names.stream().map(categories::contains).toList();
    this.words = new ArrayList<>();
    names.forEach(name -> words.add(new LinkedHashMap<>()));
  }

  /** Takes a row. Throws {@link DataException} naming its line. */
  void read(Table.Row row) {
    float[] features = new float[columns.length];
    for (int j = 0; j < columns.length; j++) {
      if (worded.get(j)) {
        features[j] = word(row, j);
      } else {
        features[j] = row.number(columns[j], row.field(columns[j]).isEmpty() ? "" : ADVICE);
      }
    }
    rows.add(features);
  }

  private int word(Table.Row row, int j) {
    Map<String, Integer> known = words.get(j);
    int word = known.computeIfAbsent(row.word(columns[j]), added -> known.size());
    if (word == MOST_WORDS) {
      throw row.problem(
          columns[j],
          "more than %,d different words, each of which would become a number; ignore the column"
                  .formatted(MOST_WORDS)
              + " or join words");
    }
    return word;
  }

  /** How the rows become numbers. */
  Encoding.Columns encoding() {
    List<Encoding.Column> result = new ArrayList<>();
    for (int j = 0; j < columns.length; j++) {
      result.add(new Encoding.Column(names.get(j), Classes.sorted(words.get(j).keySet())));
    }
    return new Encoding.Columns(result);
  }

  /** The rows as numbers. */
  float[][] rows(Encoding.Columns encoding) {
    if (!worded.contains(true)) {
      return rows.toArray(float[][]::new);
    }
    List<int[]> places = new ArrayList<>();
    for (int j = 0; j < columns.length; j++) {
      List<String> met = List.copyOf(words.get(j).keySet());
      places.add(Classes.indices(met, encoding.columns().get(j).words()));
    }
    return rows.stream().map(row -> widened(row, encoding, places)).toArray(float[][]::new);
  }

  private static float[] widened(float[] row, Encoding.Columns encoding, List<int[]> places) {
    float[] wide = new float[encoding.size()];
    int next = 0;
    for (int j = 0; j < row.length; j++) {
      Encoding.Column column = encoding.columns().get(j);
      if (column.isWords()) {
        wide[next + places.get(j)[(int) row[j]]] = 1;
      } else {
        wide[next] = row[j];
      }
      next += column.size();
    }
    return wide;
  }
}
