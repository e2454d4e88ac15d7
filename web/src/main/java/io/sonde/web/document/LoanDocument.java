package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.AskDesk.Asked;
import io.sonde.search.port.AskDesk.Later;
import io.sonde.search.port.AskDesk.Over;
import io.sonde.search.port.AskDesk.Told;
import io.sonde.search.port.AskDesk.Work;
import io.sonde.search.report.AttemptId;
import java.time.Instant;
import java.util.OptionalInt;

/** What those are answered who run trials elsewhere, as JSON. */
public final class LoanDocument {
  private LoanDocument() {}

  /** The answer to an ask for a trial of a sweep. */
  public static ObjectNode of(int sweep, Asked asked, Instant now) {
    ObjectNode node = Json.object().put("sweep", sweep);
    if (asked instanceof Work work) {
      return work(node, work, now);
    } else if (asked instanceof Later later) {
      return node.put("done", false).put("state", later.state().word()).put("wait", later.reason());
    } else if (asked instanceof Over over) {
      return node.put("done", true).put("state", over.state().word()).put("reason", over.reason());
    }
    throw new IllegalArgumentException("no words for " + asked);
  }

  private static ObjectNode work(ObjectNode node, Work work, Instant now) {
    node.put("trial", work.attempt().trial());
    node.put("attempt", work.attempt().toString());
    node.set("config", Json.tree(work.configuration().tree()));
    node.set("parameters", Json.tree(work.configuration().values()));
    node.put("seed", work.seed());
    put(node, "after", work.after());
    put(node, "until", work.until());
    put(node, "parent", work.parent());
    node.put("token", work.token());
    node.put("lease_seconds", work.lease().toSeconds());
    return node.put("lease_until", Json.time(now.plus(work.lease())));
  }

  private static void put(ObjectNode node, String key, OptionalInt number) {
    node.put(key, number.isPresent() ? number.getAsInt() : null);
  }

  /** The answer to what was told of an attempt. */
  public static ObjectNode of(AttemptId attempt, Told told) {
    return Json.object()
        .put("attempt", attempt.toString())
        .put("state", told.state().word())
        .put("reason", told.reason());
  }

  /** The answer to a heartbeat. */
  public static ObjectNode of(AttemptId attempt, Instant until) {
    return Json.object().put("attempt", attempt.toString()).put("lease_until", Json.time(until));
  }
}
