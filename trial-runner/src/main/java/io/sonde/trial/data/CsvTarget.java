package io.sonde.trial.data;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is to be told of each row of a table, and where it stands. */
sealed interface CsvTarget {
  Schema LABELS =
      new Schema.Either(
          List.of(
              Keys.COLUMNS,
              Schema.mapping()
                  .required("column", Keys.COLUMN, "the column that lists the labels of a row")
                  .optional(
                      "separator",
                      new Schema.Text("a separator", Optional.empty()),
                      "what stands between two labels, default ;")
                  .closed()));

  Schema TARGET = new Schema.Either(List.of(Keys.COLUMN, Keys.COLUMNS));

  /** The columns that hold it, which are no features. */
  List<String> columns();

  /** The key and the value by which a spec says it. */
  Map.Entry<String, Object> setting();

  /** Reads it from the rows of a table. */
  TargetReader reader(Table table);

  /** What the settings say: exactly one of {@code label}, {@code target} and {@code labels}. */
  static CsvTarget read(Settings settings) {
    Keys.exactlyOne(settings, List.of("label", "target", "labels"));
    if (settings.has("label")) {
      return new Label(settings.word("label"));
    }
    if (settings.has("target")) {
      boolean one = settings.values().get("target") instanceof String;
      return new Numbers(one ? List.of(settings.word("target")) : Keys.columns(settings, "target"));
    }
    if (settings.values().get("labels") instanceof List) {
      return new Flags(Keys.columns(settings, "labels"));
    }
    Settings tags = settings.section("labels").only(Set.of("column", "separator"));
    String separator = tags.has("separator") ? String.valueOf(tags.values().get("separator")) : ";";
    if (separator.isEmpty()) {
      throw new SettingsException(tags.at("separator"), "expected a character or more, got none");
    }
    return new Tags(tags.word("column"), separator);
  }

  /** One class, by its name. */
  record Label(String column) implements CsvTarget {
    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public Map.Entry<String, Object> setting() {
      return Map.entry("label", column);
    }

    @Override
    public TargetReader reader(Table table) {
      int index = table.column(column);
      List<String> labels = new ArrayList<>();
      return new TargetReader() {
        @Override
        public void read(Table.Row row) {
          if (row.field(index).isEmpty()) {
            throw row.problem(index, "the label is missing");
          }
          labels.add(row.field(index));
        }

        @Override
        public Targets targets() {
          List<String> classes = Classes.sorted(labels);
          if (classes.size() < 2) {
            throw table.problem(
                "every example has the label '%s'; expected two or more".formatted(classes.get(0)));
          }
          return new Targets.Classes(Classes.indices(labels, classes), classes);
        }
      };
    }
  }

  /** One number or several. */
  record Numbers(List<String> columns) implements CsvTarget {
    public Numbers {
      columns = List.copyOf(columns);
    }

    @Override
    public Map.Entry<String, Object> setting() {
      return Map.entry("target", columns);
    }

    @Override
    public TargetReader reader(Table table) {
      int[] indices = columns.stream().mapToInt(table::column).toArray();
      List<float[]> values = new ArrayList<>();
      return new TargetReader() {
        @Override
        public void read(Table.Row row) {
          float[] numbers = new float[indices.length];
          for (int j = 0; j < indices.length; j++) {
            numbers[j] = row.number(indices[j], "; to tell classes apart write label: instead");
          }
          values.add(numbers);
        }

        @Override
        public Targets targets() {
          return new Targets.Numbers(values.toArray(float[][]::new), columns);
        }
      };
    }
  }

  /** Labels that have a column each, with 1 where a row has the label and 0 where it has not. */
  record Flags(List<String> columns) implements CsvTarget {
    public Flags {
      columns = List.copyOf(columns);
    }

    @Override
    public Map.Entry<String, Object> setting() {
      return Map.entry("labels", columns);
    }

    @Override
    public TargetReader reader(Table table) {
      int[] indices = columns.stream().mapToInt(table::column).toArray();
      List<float[]> values = new ArrayList<>();
      return new TargetReader() {
        @Override
        public void read(Table.Row row) {
          float[] flags = new float[indices.length];
          for (int j = 0; j < indices.length; j++) {
            flags[j] = row.number(indices[j], "");
            if (flags[j] != 0 && flags[j] != 1) {
              throw row.problem(
                  indices[j], "expected 0 or 1 for a label, got '" + row.field(indices[j]) + "'");
            }
          }
          values.add(flags);
        }

        @Override
        public Targets targets() {
          return new Targets.Labels(values.toArray(float[][]::new), columns);
        }
      };
    }
  }

  /** Labels that are listed in one column; an empty field means no label. */
  record Tags(String column, String separator) implements CsvTarget {
    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public Map.Entry<String, Object> setting() {
      return Map.entry("labels", Map.of("column", column, "separator", separator));
    }

    @Override
    public TargetReader reader(Table table) {
      return new TagReader(table, table.column(column), separator);
    }
  }
}
