package io.sonde.web.port;

import java.time.Instant;
import java.util.Set;

/**
 * Where somebody wants to be told of what happens.
 *
 * @param id public; letters and digits
 * @param name what people know it by
 * @param url where the requests go
 * @param events the words of the events that are told
 * @param projects of whose sweeps it is told; empty for those of all
 * @param active whether anything is sent at this time
 * @param digest SHA-256 of the secret, as 64 hexadecimal digits: by it one is known that can be
 *     made no more
 * @param since only events of a higher sequence are told
 */
public record Webhook(
    String id,
    String name,
    String url,
    Set<String> events,
    Set<String> projects,
    boolean active,
    String digest,
    long since,
    Instant created) {

  public Webhook {
    events = Set.copyOf(events);
    projects = Set.copyOf(projects);
    if (!id.matches("[a-z0-9]{1,40}")) {
      throw new IllegalArgumentException("an id is letters and digits, got '" + id + "'");
    }
    if (!digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("webhook " + id + ": expected a digest of SHA-256");
    }
    if (since < 0) {
      throw new IllegalArgumentException("webhook " + id + ": expected since >= 0, got " + since);
    }
  }

  /** Whether it is told of a kind of event in a project. */
  public boolean wants(String event, String project) {
    return events.contains(event) && (projects.isEmpty() || projects.contains(project));
  }
}
