package io.sonde.web.page;

import io.sonde.search.port.ArtifactReader.Artifact;
import io.sonde.web.document.ArtifactDocument;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A file that a trial left.
 *
 * @param size for people
 * @param bytes exactly
 */
public record ArtifactView(
    int attempt, String name, String href, String size, String bytes, TimeView modified) {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

  static List<ArtifactView> of(int sweep, int trial, List<Artifact> artifacts, Instant now) {
    return artifacts.stream()
        .map(
            artifact ->
                new ArtifactView(
                    artifact.attempt(),
                    artifact.name(),
                    ArtifactDocument.href(sweep, trial, artifact),
                    size(artifact.bytes()),
                    "%,d bytes".formatted(artifact.bytes()),
                    TimeView.of(artifact.modified(), now)))
        .toList();
  }

  private static String size(long bytes) {
    double amount = bytes;
    String unit = "bytes";
    for (int i = 0; i < UNITS.length && amount >= 1024; i++) {
      amount /= 1024;
      unit = UNITS[i];
    }
    return unit.equals("bytes")
        ? bytes + " bytes"
        : String.format(Locale.ROOT, amount < 10 ? "%.1f %s" : "%.0f %s", amount, unit);
  }
}
