package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.web.port.AuditEntry;
import io.sonde.web.port.AuditEvent;
import java.util.List;
import java.util.Optional;

/** The audit log as JSON. */
public final class AuditDocument {
  private AuditDocument() {}

  /**
   * A page of it.
   *
   * @param next the cursor of the page after it; empty where there is none
   */
  public static ObjectNode page(List<AuditEntry> entries, Optional<String> next) {
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("entries");
    entries.forEach(entry -> list.add(of(entry)));
    return node.put("next", next.orElse(null));
  }

  private static ObjectNode of(AuditEntry entry) {
    AuditEvent event = entry.event();
    return Json.object()
        .put("number", entry.number())
        .put("at", Json.time(event.at()))
        .put("token", event.token())
        .put("name", event.name())
        .put("address", event.address())
        .put("action", event.action())
        .put("subject", event.subject())
        .put("outcome", event.outcome())
        .put("status", event.status());
  }
}
