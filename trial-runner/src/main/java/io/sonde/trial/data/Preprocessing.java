package io.sonde.trial.data;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What was done to examples before a network saw them, fitted on the training part alone. It is
 * kept beside a model, because the model understands nothing else, and prepares new examples for it
 * in the same way. Immutable.
 *
 * @param facts the shapes of the inputs and what is told
 * @param encodings how what a person writes becomes numbers, for each input by its name
 * @param inputs how the numbers of each input were normalised, by its name; inputs of words or
 *     things have none
 * @param targets how the numbers to be told were normalised, for a regression
 */
public record Preprocessing(
    DataFacts facts,
    Map<String, Encoding> encodings,
    Map<String, Normalizer> inputs,
    Optional<Normalizer> targets) {
  public Preprocessing {
    encodings = Collections.unmodifiableMap(new LinkedHashMap<>(encodings));
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /** The preprocessing of examples that are as a network takes them. */
  public static Preprocessing none(Examples examples) {
    Map<String, Encoding> encodings = new LinkedHashMap<>();
    examples.inputs().forEach(input -> encodings.put(input.name(), input.encoding()));
    return new Preprocessing(DataFacts.of(examples), encodings, Map.of(), Optional.empty());
  }

  /** Fits on the training part. */
  static Preprocessing fit(DataSpec spec, Examples training) {
    Map<String, Encoding> encodings = new LinkedHashMap<>();
    Map<String, Normalizer> inputs = new LinkedHashMap<>();
    for (Input input : training.inputs()) {
      encodings.put(
          input.name(),
          input.encoding() instanceof Vocabulary all ? all.fit(input.rows()) : input.encoding());
      if (input.shape().isNumeric()) {
        inputs.put(input.name(), spec.normalization(input.shape()).fit(input));
      }
    }
    Optional<Normalizer> targets =
        training.targets() instanceof Targets.Numbers numbers
            ? Optional.of(Normalization.STANDARD.fit(numbers.values()))
            : Optional.empty();
    return new Preprocessing(DataFacts.of(training), encodings, inputs, targets);
  }

  /**
   * Takes what {@link #toMap} gave, as any reader of JSON reads it back.
   *
   * @throws IllegalArgumentException naming what cannot be used
   */
  public static Preprocessing read(Map<String, Object> tree) {
    return PreprocessingTree.read(tree);
  }

  /** All of it as a tree of maps, lists, words and numbers. */
  public Map<String, Object> toMap() {
    return PreprocessingTree.of(this);
  }

  /** The same examples as a network takes them, in new arrays. */
  public Examples apply(Examples examples) {
    return apply(examples, float[]::clone);
  }

  /** The same examples as a network takes them, in the same arrays. */
  Examples applyInPlace(Examples examples) {
    return apply(examples, row -> row);
  }

  private Examples apply(Examples examples, UnaryOperator<float[]> place) {
    return new Examples(
        examples.inputs().stream().map(input -> apply(input, place)).toList(),
        apply(examples.targets(), place));
  }

  private Input apply(Input input, UnaryOperator<float[]> place) {
    Encoding encoding = encodings.getOrDefault(input.name(), Encoding.PLAIN);
    float[][] rows = input.rows();
    if (encoding instanceof Vocabulary kept && input.encoding() instanceof Vocabulary all) {
      float[] indices = all.indicesIn(kept);
      rows = changed(rows, row -> replaced(place.apply(row), indices));
    } else if (inputs.containsKey(input.name())) {
      Normalizer normalizer = normalizer(input.name());
      rows = changed(rows, row -> normalizer.normalize(place.apply(row)));
    }
    return new Input(input.name(), input.shape(), rows, encoding);
  }

  private static float[] replaced(float[] row, float[] indices) {
    for (int i = 0; i < row.length; i++) {
      row[i] = indices[(int) row[i]];
    }
    return row;
  }

  private Targets apply(Targets all, UnaryOperator<float[]> place) {
    if (targets.isPresent() && all instanceof Targets.Numbers numbers) {
      Normalizer normalizer = targets.get();
      float[][] values = changed(numbers.values(), v -> normalizer.normalize(place.apply(v)));
      return new Targets.Numbers(values, numbers.names());
    }
    return all;
  }

  private static float[][] changed(float[][] rows, UnaryOperator<float[]> change) {
    float[][] changed = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      changed[i] = change.apply(rows[i]);
    }
    return changed;
  }

  /**
   * The numbers of one new example for an input whose columns stood in a table.
   *
   * @param row the value of each column by its name: a number, or a word
   * @throws IllegalArgumentException naming the column whose value is missing or cannot be used
   */
  public float[] prepare(String input, Map<String, ?> row) {
    Encoding.Columns columns = encoding(input, Encoding.Columns.class, "a table's columns");
    return normalizer(input).normalize(columns.encode(row));
  }

  /**
   * The numbers of one new example for an input of texts (the text) or of things (its name).
   *
   * @throws IllegalArgumentException for a thing that no example had
   */
  public float[] prepare(String input, String written) {
    if (encodings.get(input) instanceof Vocabulary vocabulary) {
      return vocabulary.encode(written, shape(input).steps());
    }
    return encoding(input, Encoding.Names.class, "a text or the name of a thing").encode(written);
  }

  /**
   * The numbers of one new example for an input of numbers.
   *
   * @param numbers as they would stand in the file; an image's row by row, channels last
   */
  public float[] prepare(String input, float[] numbers) {
    return normalizer(input).normalize(numbers.clone());
  }

  /**
   * The numbers of an image file for an input of images, brought to their size, channels last.
   *
   * @throws DataException when the file cannot be read as an image
   */
  public float[] prepare(String input, Path image) {
    Shape shape = shape(input);
    Pixels pixels = ImageFile.read(image, shape.channels());
    float[] values = pixels.resized(shape.height(), shape.width()).values();
    return normalizer(input).normalize(values);
  }

  /** The numbers told, in the units of the file, from what a network for a regression gives. */
  public double[] restore(float[] outputs) {
    Normalizer normalizer =
        targets.orElseThrow(() -> new IllegalStateException("this is no regression"));
    double[] restored = new double[outputs.length];
    for (int j = 0; j < outputs.length; j++) {
      restored[j] = normalizer.invert(outputs[j], j);
    }
    return restored;
  }

  private Shape shape(String input) {
    Shape shape = facts.inputs().get(input);
    if (shape == null) {
      throw new IllegalArgumentException(
          "there is no input '" + input + "', expected one of " + facts.inputs().keySet());
    }
    return shape;
  }

  private Normalizer normalizer(String input) {
    Normalizer normalizer = inputs.get(input);
    if (normalizer == null) {
      throw new IllegalArgumentException(
          "the input '%s' takes %s and no numbers".formatted(input, shape(input)));
    }
    return normalizer;
  }

  private <E extends Encoding> E encoding(String input, Class<E> type, String what) {
    Encoding encoding = encodings.get(input);
    if (!type.isInstance(encoding)) {
      throw new IllegalArgumentException(
          "the input '%s' takes %s, not %s".formatted(input, shape(input), what));
    }
    return type.cast(encoding);
  }
}
