package io.sonde.trial.data;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * How what a person writes down becomes the numbers of an input, before these are normalised. It is
 * kept beside a model, because the model understands nothing but numbers.
 */
public sealed interface Encoding
    permits Encoding.Plain, Encoding.Columns, Encoding.Names, Vocabulary {
  /** The encoding of pixels and of other things that are numbers already. */
  Plain PLAIN = new Plain();

  /** The numbers stand in the file as they are. */
  record Plain() implements Encoding {}

  /**
   * The columns of a table, one after the other.
   *
   * @param columns in the order of the numbers
   */
  record Columns(List<Column> columns) implements Encoding {
    public Columns {
      columns = List.copyOf(columns);
    }

    /** How many numbers all columns give. */
    public int size() {
      return columns.stream().mapToInt(Column::size).sum();
    }

    /**
     * The numbers of one row.
     *
     * @param row the value of each column by its name: a number, or a word
     * @throws IllegalArgumentException naming the column whose value is missing or cannot be used
     */
    public float[] encode(Map<String, ?> row) {
      float[] numbers = new float[size()];
      int next = 0;
      for (Column column : columns) {
        if (!row.containsKey(column.name)) {
          throw new IllegalArgumentException("the column '" + column.name + "' is missing");
        }
        column.encode(String.valueOf(row.get(column.name)), numbers, next);
        next += column.size();
      }
      return numbers;
    }

    /** For each number whether it is one of a word and not a measurement. */
    boolean[] flags() {
      boolean[] flags = new boolean[size()];
      int next = 0;
      for (Column column : columns) {
        Arrays.fill(flags, next, next + column.size(), column.isWords());
        next += column.size();
      }
      return flags;
    }
  }

  /**
   * One column of a table: a number, or a word that becomes as many numbers as there are words, 1
   * for the word that stands there and 0 for the others.
   *
   * @param name in the first line of the file
   * @param words that the column may hold; empty for a column of numbers
   */
  record Column(String name, List<String> words) {
    public Column {
      words = List.copyOf(words);
    }

    /** Whether the column holds words. */
    public boolean isWords() {
      return !words.isEmpty();
    }

    /** How many numbers the column gives. */
    public int size() {
      return isWords() ? words.size() : 1;
    }

    private void encode(String value, float[] numbers, int at) {
      if (isWords()) {
        int word = words.indexOf(value);
        if (word < 0) {
          throw new IllegalArgumentException(
              "the column '%s' holds one of %s, got '%s'".formatted(name, words, value));
        }
        numbers[at + word] = 1;
        return;
      }
      try {
        numbers[at] = Float.parseFloat(value);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "the column '%s' holds a number, got '%s'".formatted(name, value), e);
      }
    }
  }

  /**
   * Things by their names, such as users: a thing is its index.
   *
   * @param names in the order of the indices
   */
  record Names(List<String> names) implements Encoding {
    public Names {
      names = List.copyOf(names);
    }

    /** The index of a thing, as the only number of a row. */
    public float[] encode(String name) {
      int index = names.indexOf(name);
      if (index < 0) {
        throw new IllegalArgumentException("there is none called '" + name + "' among those known");
      }
      return new float[] {index};
    }
  }
}
