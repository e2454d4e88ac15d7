package io.sonde.trial.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder with a folder for each class, which holds the files of the class's examples. Files
 * beside the classes' folders and those whose names begin with a dot do not count.
 */
final class ClassFolders {
  private final Path folder;
  private final List<String> endings;

  /**
   * Looks at nothing yet.
   *
   * @param endings that a file's name must have one of, in lower case with their dots
   */
  ClassFolders(Path folder, List<String> endings) {
    this.folder = folder;
    this.endings = List.copyOf(endings);
  }

  /** The files of each class, sorted, by the sorted names of the classes. */
  Map<String, List<Path>> files() {
    Map<String, Path> folders = new LinkedHashMap<>();
    for (Path entry : entries(folder)) {
      if (Files.isDirectory(entry)) {
        folders.put(name(entry), entry);
      }
    }
    if (folders.isEmpty()) {
      throw new DataException(folder + " holds no folders; expected one for each class");
    }
    Map<String, List<Path>> files = new LinkedHashMap<>();
    for (String name : Classes.sorted(folders.keySet())) {
      files.put(name, examples(folders.getOrDefault(name, folder)));
    }
    return Collections.unmodifiableMap(files);
  }

  /** The files of each class, of which there must be two or more. */
  Map<String, List<Path>> classes() {
    Map<String, List<Path>> files = files();
    if (files.size() < 2) {
      throw new DataException(
          folder + " holds one class, " + files.keySet() + "; expected two or more");
    }
    return files;
  }

  private List<Path> examples(Path ofClass) {
    List<Path> files = entries(ofClass);
    for (Path file : files) {
      if (Files.isDirectory(file)) {
        throw new DataException(
            "%s is a folder within the class '%s'; expected folder/class/file"
                .formatted(file, name(ofClass)));
      }
      String name = name(file).toLowerCase(Locale.ROOT);
      if (endings.stream().noneMatch(name::endsWith)) {
        throw new DataException(
            "%s cannot be an example; expected a name that ends in %s"
                .formatted(file, String.join(", ", endings)));
      }
    }
    if (files.isEmpty()) {
      throw new DataException(ofClass + " holds no examples of its class");
    }
    return files;
  }

  private static List<Path> entries(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException("there is no folder " + folder);
    }
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> found = new ArrayList<>(entries.filter(e -> !name(e).startsWith(".")).toList());
      Collections.sort(found);
      return found;
    } catch (IOException e) {
      throw new DataException("cannot list " + folder + ": " + e.getMessage(), e);
    }
  }

  private static String name(Path entry) {
    return String.valueOf(entry.getFileName());
  }
}
