package io.sonde.trial.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads texts. Their words are numbered as they come; what a network sees is decided only when the
 * training part is known.
 */
final class TextReader {
  private final Texts texts;
  private final Map<String, Float> words = new LinkedHashMap<>();
  private final List<float[]> rows = new ArrayList<>();

  TextReader(Texts texts) {
    this.texts = texts;
  }

  /** Reads all texts. Throws {@link DataException} naming file and line. */
  Examples read() {
    if (texts.place() instanceof Texts.File file) {
      return Table.read(file.file(), table -> read(table, file));
    }
    return read((Texts.Folder) texts.place());
  }

  ClassFolders classFolders(Texts.Folder folder) {
    return new ClassFolders(folder.folder(), List.of(".txt"));
  }

  private Examples read(Table table, Texts.File file) throws IOException {
    int text = table.column(file.text());
    TargetReader labels = new CsvTarget.Label(file.label()).reader(table);
    Optional<Table.Row> row = table.next();
    if (row.isEmpty()) {
      throw new DataException(file.file() + " has column names but no examples");
    }
    while (row.isPresent()) {
      if (row.get().field(text).isEmpty()) {
        throw row.get().problem(text, "the text is missing");
      }
      add(row.get().field(text));
      labels.read(row.get());
      row = table.next();
    }
    return examples(labels.targets());
  }

  private Examples read(Texts.Folder folder) {
    Map<String, List<Path>> classes = classFolders(folder).classes();
    List<String> names = List.copyOf(classes.keySet());
    List<String> labels = new ArrayList<>();
    classes.forEach(
        (name, files) -> {
          for (Path file : files) {
            add(text(file));
            labels.add(name);
          }
        });
    return examples(new Targets.Classes(Classes.indices(labels, names), names));
  }

  private static String text(Path file) {
    try (BufferedReader reader = DataFile.text(file)) {
      StringWriter text = new StringWriter();
      reader.transferTo(text);
      if (text.toString().isBlank()) {
        throw new DataException(file + " holds no text");
      }
      return text.toString();
    } catch (MalformedInputException e) {
      throw new DataException(file + " is not a text file in UTF-8", e);
    } catch (IOException e) {
      throw new DataException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Encodes a text by the vocabulary of all words, which grows with each. */
  private void add(String text) {
    float[] row = new float[texts.length()];
    row[0] = Vocabulary.UNKNOWN;
    List<String> found = texts.tokenizer().words(text, texts.length());
    for (int i = 0; i < found.size(); i++) {
      row[i] = words.computeIfAbsent(found.get(i), w -> (float) (Vocabulary.FIRST + words.size()));
    }
    rows.add(row);
  }

  private Examples examples(Targets targets) {
    Vocabulary all = new Vocabulary(texts.tokenizer(), texts.vocabulary(), words.keySet());
    Shape shape = Shape.tokens(texts.length(), all.count());
    Input input = new Input(Input.ONLY, shape, rows.toArray(float[][]::new), all);
    return new Examples(List.of(input), targets);
  }
}
