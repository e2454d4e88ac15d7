package io.sonde.trial.data;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts with a class each.
 *
 * @param place where they stand
 * @param vocabulary how many words are kept at most
 * @param length how many words of a text are kept at most
 * @param tokenizer what cuts a text into words
 */
record Texts(Place place, int vocabulary, int length, Tokenizer tokenizer) implements Source {
  static final int VOCABULARY = 5000;
  static final int LENGTH = 100;
  private static final String TEXT = "text";
  private static final String LABEL = "label";

  /** The format's word in a spec. */
  static final String FORMAT = "text";

  static final Schema.Mapping SCHEMA =
      Schema.mapping()
          .optional("file", Keys.PATH, "a CSV file with a column of texts and one of classes")
          .optional(TEXT, Keys.COLUMN, "the column of the texts, default text")
          .optional(LABEL, Keys.COLUMN, "the column of the classes, default label")
          .optional("folder", Keys.PATH, "or a folder with a folder of .txt files for each class")
          .optional("vocabulary", Schema.whole(1, 1 << 24), "the most words kept, default 5000")
          .optional("length", Schema.whole(1, 1 << 20), "the words kept of a text, default 100")
          .optional("lower_case", new Schema.Truth(), "whether case is dropped, default true")
          .closed();

  /** Where texts stand. */
  sealed interface Place {}

  /** In two columns of a CSV file. */
  record File(Path file, String text, String label) implements Place {}

  /** In files of their own, in a folder for each class. */
  record Folder(Path folder) implements Place {}

  static Texts read(Settings settings, Path folder) {
    Keys.exactlyOne(settings, List.of("file", "folder"));
    return new Texts(
        place(settings, folder),
        settings.positive("vocabulary", VOCABULARY),
        settings.positive("length", LENGTH),
        new Tokenizer(Keys.truth(settings, "lower_case", true)));
  }

  private static Place place(Settings settings, Path folder) {
    if (settings.has("file")) {
      String text = settings.word(TEXT, TEXT);
      String label = settings.word(LABEL, LABEL);
      if (text.equals(label)) {
        throw new SettingsException(settings.at(TEXT), "'" + text + "' is the label");
      }
      return new File(folder.resolve(settings.word("file")), text, label);
    }
    for (String key : List.of(TEXT, LABEL)) {
      if (settings.has(key)) {
        throw new SettingsException(
            settings.at(key), "names a column of a file, but folder: is written");
      }
    }
    return new Folder(folder.resolve(settings.word("folder")));
  }

  @Override
  public String format() {
    return FORMAT;
  }

  @Override
  public List<Path> files() {
    if (place instanceof File file) {
      return List.of(file.file());
    }
    List<Path> files = new ArrayList<>();
    new TextReader(this).classFolders((Folder) place).files().values().forEach(files::addAll);
    return files;
  }

  @Override
  public Contents read() {
    return Contents.of(new TextReader(this).read());
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    if (place instanceof File file) {
      settings.put("file", Keys.absolute(file.file()));
      settings.put(TEXT, file.text());
      settings.put(LABEL, file.label());
    } else if (place instanceof Folder folder) {
      settings.put("folder", Keys.absolute(folder.folder()));
    }
    settings.put("vocabulary", vocabulary);
    settings.put("length", length);
    settings.put("lower_case", tokenizer.lowerCase());
    return settings;
  }
}
