package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.SweepReader.ExperimentRow;
import io.sonde.search.port.SweepReader.Page;
import io.sonde.search.port.SweepReader.VersionRow;
import java.util.List;

/** Experiments, and the versions of one's spec, as JSON. */
public final class ExperimentDocument {
  private ExperimentDocument() {}

  /** {@code {"experiments": […], "total": n, "next": cursor}}. */
  public static ObjectNode list(Page<ExperimentRow> page) {
    ObjectNode node = Json.object();
    ArrayNode experiments = node.putArray("experiments");
    for (ExperimentRow row : page.rows()) {
      experiments
          .addObject()
          .put("name", row.name())
          .put("versions", row.versions())
          .put("sweeps", row.sweeps())
          .put("latest_sweep", row.latest());
    }
    node.put("total", page.total());
    return node.put("next", page.next().orElse(null));
  }

  /** {@code {"experiment": name, "versions": […]}}, the newest first. */
  public static ObjectNode versions(String experiment, List<VersionRow> rows) {
    ObjectNode node = Json.object().put("experiment", experiment);
    ArrayNode versions = node.putArray("versions");
    for (VersionRow row : rows) {
      versions
          .addObject()
          .put("version", row.version())
          .put("sweeps", row.sweeps())
          .put("first_sweep", row.first())
          .put("latest_sweep", row.latest())
          .put("created", Json.time(row.created()));
    }
    return node;
  }
}
