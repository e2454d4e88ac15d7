package io.sonde.trial.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a table of features and of what is to be told of each row. */
final class Csv {
  private final CsvFile csv;

  Csv(CsvFile csv) {
    this.csv = csv;
  }

  /** Reads the whole file. Throws {@link DataException} with the line of the first problem. */
  Examples read() {
    return Table.read(csv.file(), this::read);
  }

  private Examples read(Table table) throws IOException {
    TargetReader targets = csv.target().reader(table);
    csv.ignored().forEach(table::column);
    FeatureReader features = new FeatureReader(table, columns(table), csv.categories());
    Optional<Table.Row> row = table.next();
    if (row.isEmpty()) {
      throw new DataException(csv.file() + " has column names but no examples");
    }
    while (row.isPresent()) {
      features.read(row.get());
      targets.read(row.get());
      row = table.next();
    }
    Encoding.Columns encoding = features.encoding();
    Input input = new Input(Input.ONLY, shape(encoding), features.rows(encoding), encoding);
    return new Examples(List.of(input), targets.targets());
  }

  private List<String> columns(Table table) {
    List<String> columns = new ArrayList<>(csv.features());
    if (columns.isEmpty()) {
      columns.addAll(table.columns());
      columns.removeAll(csv.target().columns());
      columns.removeAll(csv.ignored());
    }
    if (columns.isEmpty()) {
      throw new DataException(
          csv.file()
              + ", line 1: there is no column beside the "
              + csv.target().setting().getKey());
    }
    return columns;
  }

  private Shape shape(Encoding.Columns encoding) {
    int size = encoding.size();
    if (csv.shape().isEmpty()) {
      return Shape.flat(size);
    }
    Shape wanted = Shape.of(csv.shape());
    if (wanted.size() != size) {
      throw new DataException(
          "%s, line 1: the shape %s needs %d features, the file has %d"
              .formatted(csv.file(), wanted, wanted.size(), size));
    }
    return wanted;
  }
}
