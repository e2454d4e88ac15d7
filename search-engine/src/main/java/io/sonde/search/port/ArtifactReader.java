package io.sonde.search.port;

import io.sonde.search.report.AttemptId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The files that trials leave for people: models, what belongs to them, and what the trials' own
 * code declared. Thread-safe.
 */
public interface ArtifactReader {
  /** The artifacts of a trial, by attempt and name; none when there is no such trial. */
  List<Artifact> artifacts(int sweep, int trial) throws IOException;

  /**
   * Opens an artifact; the caller closes it.
   *
   * @param name as the list gives it; for any other name, such as one that leads elsewhere, empty
   */
  Optional<Opened> open(AttemptId attempt, String name) throws IOException;

  /**
   * A file.
   *
   * @param attempt that left it
   * @param name its path within what the attempt left, with slashes: {@code artifacts/roc.png}
   * @param modified when it was last written
   */
  record Artifact(int attempt, String name, long bytes, Instant modified) {}

  /** The content of a file, and how many bytes it has. */
  record Opened(InputStream content, long bytes) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      content.close();
    }
  }
}
