package io.sonde.search.port;

import io.sonde.search.report.AttemptId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Artifacts in memory. */
public final class InMemoryArtifacts implements ArtifactReader {
  private static final Instant WRITTEN = Instant.parse("2026-11-28T12:00:00Z");
  private final Map<AttemptId, Map<String, byte[]>> files = new ConcurrentHashMap<>();

  /** Leaves a file. */
  public void leave(AttemptId attempt, String name, String content) {
    files
        .computeIfAbsent(attempt, id -> new ConcurrentHashMap<>())
        .put(name, content.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<Artifact> artifacts(int sweep, int trial) {
    return files.entrySet().stream()
        .filter(e -> e.getKey().sweep() == sweep && e.getKey().trial() == trial)
        .flatMap(
            e ->
                e.getValue().entrySet().stream()
                    .map(
                        file ->
                            new Artifact(
                                e.getKey().number(),
                                file.getKey(),
                                file.getValue().length,
                                WRITTEN)))
        .sorted(Comparator.comparingInt(Artifact::attempt).thenComparing(Artifact::name))
        .toList();
  }

  @Override
  public Optional<Opened> open(AttemptId attempt, String name) {
    return Optional.ofNullable(files.getOrDefault(attempt, Map.of()).get(name))
        .map(bytes -> new Opened(new ByteArrayInputStream(bytes), bytes.length));
  }
}
