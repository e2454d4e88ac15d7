package io.sonde.scheduler.slurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether nodes see the jobs' folder under the path that it has here. One that a node has seen once
 * is taken to be right from then on, by later servers too. For the backend's thread; what is told
 * to people may be asked in any.
 */
final class FolderSight {

  private static final Logger logger = LoggerFactory.getLogger(FolderSight.class);

  private final Path root;
  private final Path proof;
  private boolean proven;
  private volatile Optional<String> doubt = Optional.empty();

  FolderSight(Path root) {
    this.root = root;
    proof = root.resolve("seen-by-nodes");
    proven = Files.exists(proof);
  }

  /** Whether a job has ever begun in it. */
  boolean proven() {
    return proven;
  }

  /** A job has begun in it. */
  void prove() {
    if (proven) {
      return;
    }
    proven = true;
    doubt = Optional.empty();
    try {
      Files.writeString(proof, "");
    } catch (IOException e) {
      logger.warn("That nodes see {} cannot be noted: {}", root, e.getMessage());
    }
  }

  /** A job ended on a node without having begun in it; answers a sentence for people. */
  String missedBy(String node) {
    String sentence =
        "node %s does not see %s under this path; jobs wait until one does".formatted(node, root);
    if (doubt.isEmpty()) {
      logger.warn("{}", sentence);
    }
    doubt = Optional.of(sentence);
    return sentence;
  }

  /** Why jobs wait; empty while no node has missed it, and once one has seen it. */
  Optional<String> doubt() {
    return doubt;
  }
}
