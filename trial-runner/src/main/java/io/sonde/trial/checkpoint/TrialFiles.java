package io.sonde.trial.checkpoint;

import io.sonde.search.report.AttemptId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The folders of a sweep's trials and attempts as they are on the disk. A symbolic link is no
 * folder of a trial, so what is reached from here lies within the sweep's folder.
 *
 * @param folders where all runs leave their files
 */
public record TrialFiles(RunFolders folders) {
  /** The numbers of the sweeps that have a folder, rising. */
  public NavigableSet<Integer> sweeps() throws IOException {
    return numbered(folders.root(), "sweep-").navigableKeySet();
  }

  /** The numbers of a sweep's trials that have a folder, rising. */
  public NavigableSet<Integer> trials(int sweep) throws IOException {
    return isFolder(folders.sweep(sweep))
        ? numbered(folders.sweep(sweep), "trial-").navigableKeySet()
        : new TreeSet<>();
  }

  /** The attempts of a trial that have a folder, by number. */
  public NavigableMap<Integer, AttemptFiles> attempts(int sweep, int trial) throws IOException {
    NavigableMap<Integer, AttemptFiles> attempts = new TreeMap<>();
    if (isFolder(folders.sweep(sweep)) && isFolder(folders.trial(sweep, trial))) {
      for (int number : numbered(folders.trial(sweep, trial), "attempt-").navigableKeySet()) {
        AttemptId id = new AttemptId(sweep, trial, number);
        attempts.put(number, new AttemptFiles(folders.attempt(id)));
      }
    }
    return attempts;
  }

  private static NavigableMap<Integer, Path> numbered(Path folder, String prefix)
      throws IOException {
    NavigableMap<Integer, Path> found = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, prefix + "*")) {
        for (Path entry : entries) {
          OptionalInt number = Numbered.of(entry.getFileName().toString(), prefix);
          if (number.isPresent() && isFolder(entry)) {
            found.put(number.getAsInt(), entry);
          }
        }
      }
    }
    return found;
  }

  private static boolean isFolder(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }
}
