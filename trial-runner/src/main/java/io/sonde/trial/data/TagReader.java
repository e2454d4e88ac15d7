package io.sonde.trial.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Reads labels that are listed in one column. */
final class TagReader implements TargetReader {
  private final Table table;
  private final int column;
  private final Pattern separator;
  private final List<List<String>> rows = new ArrayList<>();

  TagReader(Table table, int column, String separator) {
    this.table = table;
    this.column = column;
    this.separator = Pattern.compile(Pattern.quote(separator));
  }

  @Override
  public void read(Table.Row row) {
    rows.add(
        Arrays.stream(separator.split(row.field(column)))
            .map(String::strip)
            .filter(tag -> !tag.isEmpty())
            .toList());
  }

  @Override
  public Targets targets() {
    List<String> names = Classes.sorted(rows.stream().flatMap(List::stream).distinct().toList());
    if (names.isEmpty()) {
      throw table.problem("no row has a label in column '" + table.columns().get(column) + "'");
    }
    float[][] values = new float[rows.size()][names.size()];
    for (int i = 0; i < values.length; i++) {
      for (int label : Classes.indices(rows.get(i), names)) {
        values[i][label] = 1;
      }
    }
    return new Targets.Labels(values, names);
  }
}
