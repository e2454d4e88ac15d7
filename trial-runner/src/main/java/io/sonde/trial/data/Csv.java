package io.sonde.trial.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a CSV file: a line of column names, then one example per line, comma-separated, fields in
 * double quotes where they need them (RFC 4180, without line breaks inside fields). One column is
 * the label, taken as a word; all others are numbers. Files ending in {@code .gz} are unpacked.
 */
final class Csv {
  private final Path file;
  private final String label;
  private final List<Integer> shape;

  Csv(Path file, String label, List<Integer> shape) {
    this.file = file;
    this.label = label;
    this.shape = shape;
  }

  /** Reads the whole file. Throws {@link DataException} with the line of the first problem. */
  Examples read() {
    try (BufferedReader reader = DataFile.text(file)) {
      return read(reader);
    } catch (MalformedInputException e) {
      throw new DataException(file + " is not a text file in UTF-8", e);
    } catch (IOException e) {
      throw new DataException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private Examples read(BufferedReader reader) throws IOException {
    String header = reader.readLine();
    if (header == null || header.isBlank()) {
      throw new DataException(file + " is empty; its first line must name the columns");
    }
    List<String> columns = fields(header.replace("\uFEFF", ""), 1);
    int labelColumn = labelColumn(columns);
    Shape exampleShape = shape(columns.size() - 1);
    List<float[]> rows = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    int number = 1;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      if (!line.isBlank()) {
        rows.add(example(fields(line, number), columns, labelColumn, number, labels));
      }
    }
    if (rows.isEmpty()) {
      throw new DataException(file + " has column names but no examples");
    }
    return classified(exampleShape, rows, labels);
  }

  private int labelColumn(List<String> columns) {
    int index = columns.indexOf(label);
    if (index < 0) {
      throw new DataException(
          file + ", line 1: there is no column '" + label + "'; the columns are " + some(columns));
    }
    return index;
  }

  private static String some(List<String> columns) {
    return columns.size() <= 12
        ? String.join(", ", columns)
        : String.join(", ", columns.subList(0, 12)) + " and " + (columns.size() - 12) + " more";
  }

  private Shape shape(int features) {
    if (features < 1) {
      throw new DataException(file + ", line 1: there is no column beside the label");
    }
    if (shape.isEmpty()) {
      return Shape.flat(features);
    }
    Shape wanted = Shape.of(shape);
    if (wanted.size() != features) {
      throw new DataException(
          "%s, line 1: the shape %s needs %d columns beside the label, the file has %d"
              .formatted(file, wanted, wanted.size(), features));
    }
    return wanted;
  }

  private float[] example(
      List<String> fields, List<String> columns, int labelColumn, int line, List<String> labels) {
    if (fields.size() != columns.size()) {
      throw new DataException(
          "%s, line %d: %d values, expected %d as in the first line"
              .formatted(file, line, fields.size(), columns.size()));
    }
    float[] row = new float[fields.size() - 1];
    int next = 0;
    for (int i = 0; i < fields.size(); i++) {
      if (i != labelColumn) {
        row[next++] = number(fields.get(i), columns.get(i), line);
      }
    }
    String word = fields.get(labelColumn);
    if (word.isEmpty()) {
      throw new DataException("%s, line %d: the label is missing".formatted(file, line));
    }
    labels.add(word);
    return row;
  }

  private float number(String field, String column, int line) {
    float value;
    try {
      value = Float.parseFloat(field);
    } catch (NumberFormatException e) {
      throw notANumber(field, column, line);
    }
    if (!Float.isFinite(value)) {
      throw notANumber(field, column, line);
    }
    return value;
  }

  private DataException notANumber(String field, String column, int line) {
    return new DataException(
        "%s, line %d, column '%s': expected a finite number, got '%s'"
            .formatted(file, line, column, field));
  }

  private Examples classified(Shape exampleShape, List<float[]> rows, List<String> labels) {
    List<String> classes = Classes.sorted(labels);
    if (classes.size() < 2) {
      throw new DataException(
          file + ": every example has the label '" + classes.get(0) + "'; expected two or more");
    }
    Map<String, Integer> indices = new HashMap<>();
    classes.forEach(name -> indices.put(name, indices.size()));
    int[] labelIndices = labels.stream().mapToInt(indices::get).toArray();
    return Examples.of(
        exampleShape, rows.toArray(float[][]::new), new Targets.Classes(labelIndices, classes));
  }

  /** The fields of a line, without the blanks around them and without their quotes. */
  private List<String> fields(String line, int number) {
    if (line.indexOf('"') < 0) {
      return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    if (quoted) {
      throw new DataException("%s, line %d: a quote is not closed".formatted(file, number));
    }
    fields.add(field.toString().strip());
    return fields;
  }
}
