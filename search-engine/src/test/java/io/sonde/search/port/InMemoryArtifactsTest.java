package io.sonde.search.port;

import io.sonde.search.report.AttemptId;

class InMemoryArtifactsTest extends ArtifactReaderContract {
  private final InMemoryArtifacts artifacts = new InMemoryArtifacts();

  @Override
  protected ArtifactReader reader() {
    return artifacts;
  }

  @Override
  protected void leave(AttemptId attempt, String name, String content) {
    artifacts.leave(attempt, name, content);
  }
}
