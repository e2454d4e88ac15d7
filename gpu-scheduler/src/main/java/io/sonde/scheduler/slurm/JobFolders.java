package io.sonde.scheduler.slurm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders of jobs. That of a job which has ended stays a while: a server killed before it had
 * stored the end must find it again. For the backend's thread.
 */
final class JobFolders {

  private static final Duration KEPT = Duration.ofMinutes(10);

  /** A folder of which no lease speaks is from a server that died while a job ended. */
  private static final Duration KEPT_WITHOUT_LEASE = Duration.ofDays(1);

  private static final Logger logger = LoggerFactory.getLogger(JobFolders.class);

  private final Path root;
  private final Deque<Ended> ended = new ArrayDeque<>();

  private record Ended(JobFolder folder, long since) {}

  JobFolders(Path root) {
    this.root = root;
  }

  JobFolder of(JobName name) {
    return named(name.text());
  }

  /** The folder of the job of a name. */
  JobFolder named(String name) {
    return new JobFolder(root.resolve(name));
  }

  /** A job's secrets go at once, the rest later. */
  void ended(JobFolder folder) {
    folder.tidy();
    ended.add(new Ended(folder, SlurmJob.now()));
  }

  /** Removes what has been kept long enough. */
  void tidy() {
    while (!ended.isEmpty() && SlurmJob.now() - ended.element().since() > KEPT.toMillis()) {
      ended.remove().folder().remove();
    }
  }

  /** Removes what is long over and belongs to nothing. */
  void tidyLeftovers(String prefix, Set<String> known) {
    for (Path folder : list(prefix)) {
      try {
        Instant changed = Files.getLastModifiedTime(folder).toInstant();
        if (!known.contains(folder.getFileName().toString())
            && changed.isBefore(Instant.now().minus(KEPT_WITHOUT_LEASE))) {
          new JobFolder(folder).remove();
        }
      } catch (IOException e) {
        logger.debug("{} is gone already", folder);
      }
    }
  }

  private List<Path> list(String prefix) {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(root)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(root, prefix + "*")) {
        all.forEach(folders::add);
      } catch (IOException e) {
        logger.warn("The jobs' folder {} cannot be read: {}", root, e.getMessage());
      }
    }
    return folders;
  }
}
