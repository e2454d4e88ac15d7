package io.sonde.trial.data;

import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import io.sonde.trial.settings.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Preprocessing as a tree of maps, lists, words and numbers, for a file beside the model. */
final class PreprocessingTree {
  private static final String KIND = "kind";
  private static final String NORMALIZATION = "normalization";
  private static final String COLUMNS = "columns";
  private static final String WORDS = "words";
  private static final String NAMES = "names";
  private static final String VOCABULARY = "vocabulary";
  private static final String TOKENIZER = "tokenizer";
  private static final String LOWER_CASE = "lower_case";

  private PreprocessingTree() {}

  static Map<String, Object> of(Preprocessing preprocessing) {
    Map<String, Object> inputs = new LinkedHashMap<>();
    preprocessing
        .facts()
        .inputs()
        .forEach(
            (name, shape) -> {
              Map<String, Object> input = new LinkedHashMap<>();
              input.put(KIND, Words.of(shape.kind()));
              input.put("shape", shape.sizes());
              put(input, preprocessing.encodings().getOrDefault(name, Encoding.PLAIN));
              Optional.ofNullable(preprocessing.inputs().get(name))
                  .ifPresent(normalizer -> input.put(NORMALIZATION, of(normalizer)));
              inputs.put(name, input);
            });
    Map<String, Object> target = of(preprocessing.facts().task());
    preprocessing.targets().ifPresent(n -> target.put(NORMALIZATION, of(n)));
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("inputs", inputs);
    tree.put("target", target);
    return tree;
  }

  private static void put(Map<String, Object> input, Encoding encoding) {
    if (encoding instanceof Encoding.Columns columns) {
      input.put(COLUMNS, columns.columns().stream().map(PreprocessingTree::of).toList());
    } else if (encoding instanceof Encoding.Names names) {
      input.put(NAMES, names.names());
    } else if (encoding instanceof Vocabulary vocabulary) {
      Map<String, Object> tokenizer = new LinkedHashMap<>();
      tokenizer.put("pattern", Tokenizer.PATTERN);
      tokenizer.put(LOWER_CASE, vocabulary.tokenizer().lowerCase());
      input.put(TOKENIZER, tokenizer);
      input.put("first_index", Vocabulary.FIRST);
      input.put(VOCABULARY, vocabulary.words());
    }
  }

  private static Map<String, Object> of(Encoding.Column column) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", column.name());
    if (column.isWords()) {
      tree.put(WORDS, column.words());
    }
    return tree;
  }

  private static Map<String, Object> of(Normalizer normalizer) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put(KIND, Words.of(normalizer.kind()));
    tree.put("offset", normalizer.offset());
    tree.put("factor", normalizer.factor());
    return tree;
  }

  private static Map<String, Object> of(Task task) {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (task instanceof Task.Classification classification) {
      tree.put(KIND, "classes");
      tree.put(NAMES, classification.classes());
    } else if (task instanceof Task.Regression regression) {
      tree.put(KIND, "numbers");
      tree.put(NAMES, regression.names());
    } else if (task instanceof Task.MultiLabel labels) {
      tree.put(KIND, "labels");
      tree.put(NAMES, labels.labels());
    } else if (task instanceof Task.Retrieval retrieval) {
      tree.put(KIND, "matches");
      tree.put("users", retrieval.users());
      tree.put("items", retrieval.items());
    }
    return tree;
  }

  static Preprocessing read(Map<String, Object> tree) {
    Settings root = new Settings("", tree);
    Settings inputs = root.section("inputs");
    Map<String, Shape> shapes = new LinkedHashMap<>();
    Map<String, Encoding> encodings = new LinkedHashMap<>();
    Map<String, Normalizer> normalizers = new LinkedHashMap<>();
    // The order of the inputs is that of the file, which settings do not keep.
    for (String name : keys(inputs, tree)) {
      Settings input = inputs.section(name);
      Shape.Kind kind = input.oneOf(KIND, Shape.Kind.class, Shape.Kind.FLAT);
      shapes.put(name, new Shape(kind, input.sizes("shape")));
      encodings.put(name, encoding(input, shapes.get(name)));
      normalizer(input).ifPresent(normalizer -> normalizers.put(name, normalizer));
    }
    Settings target = root.section("target");
    DataFacts facts = new DataFacts(shapes, task(target));
    return new Preprocessing(facts, encodings, normalizers, normalizer(target));
  }

  private static List<String> keys(Settings inputs, Map<String, Object> tree) {
    if (!(tree.get("inputs") instanceof Map<?, ?> map)) {
      throw new SettingsException(inputs.path(), "missing");
    }
    return map.keySet().stream().map(String::valueOf).toList();
  }

  private static Encoding encoding(Settings input, Shape shape) {
    if (input.has(COLUMNS)) {
      List<Encoding.Column> columns = new ArrayList<>();
      for (Object item : input.items(COLUMNS)) {
        Settings column = Settings.of(input.at(COLUMNS), item);
        columns.add(new Encoding.Column(column.word("name"), words(column, WORDS)));
      }
      return new Encoding.Columns(columns);
    }
    if (input.has(NAMES)) {
      return new Encoding.Names(words(input, NAMES));
    }
    if (input.has(TOKENIZER)) {
      Tokenizer tokenizer = new Tokenizer(Keys.truth(input.section(TOKENIZER), LOWER_CASE, true));
      return new Vocabulary(tokenizer, shape.count() - Vocabulary.FIRST, words(input, VOCABULARY));
    }
    return Encoding.PLAIN;
  }

  private static List<String> words(Settings settings, String key) {
    return settings.items(key).stream().map(String::valueOf).toList();
  }

  private static Optional<Normalizer> normalizer(Settings settings) {
    if (!settings.has(NORMALIZATION)) {
      return Optional.empty();
    }
    Settings tree = settings.section(NORMALIZATION);
    return Optional.of(
        new Normalizer(
            tree.oneOf(KIND, Normalization.class, Normalization.NONE),
            numbers(tree, "offset"),
            numbers(tree, "factor")));
  }

  private static float[] numbers(Settings tree, String key) {
    if (tree.values().get(key) instanceof float[] array) {
      return array;
    }
    List<Object> items = tree.items(key);
    float[] numbers = new float[items.size()];
    for (int i = 0; i < numbers.length; i++) {
      if (!(items.get(i) instanceof Number number)) {
        throw new SettingsException(tree.at(key), "expected numbers, got '" + items.get(i) + "'");
      }
      numbers[i] = number.floatValue();
    }
    return numbers;
  }

  private static Task task(Settings target) {
    return switch (target.word(KIND)) {
      case "classes" -> new Task.Classification(words(target, NAMES));
      case "numbers" -> new Task.Regression(words(target, NAMES));
      case "labels" -> new Task.MultiLabel(words(target, NAMES));
      case "matches" -> new Task.Retrieval(target.positive("users"), target.positive("items"));
      default ->
          throw new SettingsException(
              target.at(KIND),
              "expected classes, numbers, labels or matches, got '" + target.word(KIND) + "'");
    };
  }
}
