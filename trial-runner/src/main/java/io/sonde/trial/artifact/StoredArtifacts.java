package io.sonde.trial.artifact;

import io.sonde.search.port.ArtifactReader;
import io.sonde.search.report.AttemptId;
import io.sonde.trial.checkpoint.AttemptFiles;
import io.sonde.trial.checkpoint.RunFolders;
import io.sonde.trial.checkpoint.TrialFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The artifacts in the folders of runs: the model with its small files, and everything below {@code
 * artifacts}. Symbolic links are neither listed nor followed, wherever they stand on the way.
 */
public final class StoredArtifacts implements ArtifactReader {
  private static final Set<String> MODEL_FILES =
      Set.of(AttemptFiles.MODEL, "preprocessing.json", "configuration.json");

  private final TrialFiles files;

  /** Of the runs in these folders. */
  public StoredArtifacts(RunFolders folders) {
    this.files = new TrialFiles(folders);
  }

  @Override
  public List<Artifact> artifacts(int sweep, int trial) throws IOException {
    List<Artifact> all = new ArrayList<>();
    for (Map.Entry<Integer, AttemptFiles> attempt : files.attempts(sweep, trial).entrySet()) {
      Path folder = attempt.getValue().folder();
      List<Artifact> of = new ArrayList<>();
      for (String name : MODEL_FILES) {
        add(attempt.getKey(), folder, folder.resolve(name), of);
      }
      Path declared = folder.resolve(AttemptFiles.ARTIFACTS);
      if (Files.isDirectory(declared, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> walk = Files.walk(declared)) {
          for (Path file : (Iterable<Path>) walk::iterator) {
            add(attempt.getKey(), folder, file, of);
          }
        } catch (UncheckedIOException e) {
          throw e.getCause();
        }
      }
      of.sort(Comparator.comparing(Artifact::name));
      all.addAll(of);
    }
    return all;
  }

  /** Adds a file; what is none, or is gone meanwhile, is passed by. */
  private static void add(int attempt, Path folder, Path file, List<Artifact> to)
      throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isRegularFile()) {
        to.add(
            new Artifact(
                attempt,
                folder.relativize(file).toString(),
                attributes.size(),
                attributes.lastModifiedTime().toInstant()));
      }
    } catch (NoSuchFileException e) {
      // A trial that runs may remove its files, and retention those of one that is over.
    }
  }

  @Override
  public Optional<Opened> open(AttemptId attempt, String name) throws IOException {
    AttemptFiles found = files.attempts(attempt.sweep(), attempt.trial()).get(attempt.number());
    if (found == null) {
      return Optional.empty();
    }
    Optional<Path> file = file(found.folder(), name);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      SeekableByteChannel channel =
          Files.newByteChannel(
              file.get(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
      InputStream content = Channels.newInputStream(channel);
      return Optional.of(new Opened(content, channel.size()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The file of a name as lists give it: nothing on its way is a link or leads back. */
  private static Optional<Path> file(Path folder, String name) throws IOException {
    boolean listed = MODEL_FILES.contains(name) || name.startsWith(AttemptFiles.ARTIFACTS + "/");
    if (!listed) {
      return Optional.empty();
    }
    try {
      Path real = folder.toRealPath();
      Path file = real.resolve(name);
      boolean asListed = real.relativize(file.normalize()).toString().equals(name);
      boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
      return asListed && plain && file.toRealPath().equals(file)
          ? Optional.of(file)
          : Optional.empty();
    } catch (InvalidPathException | NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
