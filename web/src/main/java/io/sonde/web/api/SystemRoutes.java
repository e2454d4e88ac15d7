package io.sonde.web.api;

import io.sonde.web.document.Json;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/** What the server says of itself, and the schema of specs. */
public final class SystemRoutes {
  private final String version;
  private final Supplier<String> schema;
  private final Work work;

  /**
   * Answers for a server.
   *
   * @param schema the JSON Schema of specs, as JSON text
   */
  public SystemRoutes(String version, Supplier<String> schema, Work work) {
    this.version = version;
    this.schema = schema;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router
        .get("/version")
        .handler(context -> Replies.json(context, 200, Json.object().put("version", version)));
    router
        .get("/api/v1/schema")
        .handler(
            context ->
                work.run(
                    context,
                    schema::get,
                    text -> Replies.send(context, 200, "application/schema+json", text)));
  }
}
