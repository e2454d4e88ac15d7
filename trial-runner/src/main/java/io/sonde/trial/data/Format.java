package io.sonde.trial.data;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import java.nio.file.Path;
import java.util.List;

/**
 * A format of data files.
 *
 * @param word by which a spec names it
 * @param schema the keys that describe the files
 * @param reader makes the source
 */
record Format(String word, Schema.Mapping schema, Reader reader) {

  /** Every format, in the order in which people are told of them. */
  static final List<Format> ALL =
      List.of(
          new Format(CsvFile.FORMAT, CsvFile.SCHEMA, CsvFile::read),
          new Format(IdxFiles.FORMAT, IdxFiles.SCHEMA, IdxFiles::read),
          new Format(ImageFolder.FORMAT, ImageFolder.SCHEMA, ImageFolder::read),
          new Format(Texts.FORMAT, Texts.SCHEMA, Texts::read),
          new Format(Interactions.FORMAT, Interactions.SCHEMA, Interactions::read));

  /** The words of all formats. */
  static List<String> words() {
    return ALL.stream().map(Format::word).toList();
  }

  /** Makes a source of its settings. */
  interface Reader {
    /** What the settings describe, relative paths resolved against a folder. */
    Source read(Settings settings, Path folder);
  }
}
