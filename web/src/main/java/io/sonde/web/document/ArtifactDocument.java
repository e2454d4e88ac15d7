package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.ArtifactReader.Artifact;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The artifacts of a trial. */
public final class ArtifactDocument {
  private ArtifactDocument() {}

  /** {@code {"sweep": n, "trial": n, "artifacts": [{attempt, name, bytes, modified, href}, …]}}. */
  public static ObjectNode list(int sweep, int trial, List<Artifact> artifacts) {
    ObjectNode node = Json.object().put("sweep", sweep).put("trial", trial);
    ArrayNode all = node.putArray("artifacts");
    for (Artifact artifact : artifacts) {
      all.addObject()
          .put("attempt", artifact.attempt())
          .put("name", artifact.name())
          .put("bytes", artifact.bytes())
          .put("modified", Json.time(artifact.modified()))
          .put("href", href(sweep, trial, artifact));
    }
    return node;
  }

  /** Where an artifact is handed out. */
  public static String href(int sweep, int trial, Artifact artifact) {
    return "/api/v1/sweeps/%d/trials/%d/artifacts/%d/%s"
        .formatted(sweep, trial, artifact.attempt(), encoded(artifact.name()));
  }

  /** A path as it stands in an address; slashes stay. */
  public static String encoded(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
