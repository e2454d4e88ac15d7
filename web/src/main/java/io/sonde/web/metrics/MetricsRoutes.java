package io.sonde.web.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sonde.search.port.SweepReader;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.sonde.web.port.ConnectionUse;
import io.sonde.web.port.DeviceDesk;
import io.vertx.ext.web.Router;
import java.util.function.Supplier;

/** Hands the measurements to Prometheus: {@code /metrics}, in its text format. */
public final class MetricsRoutes {
  private static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private final PrometheusMeterRegistry registry;
  private final Standing standing;
  private final Work work;

  /**
   * Tells what was measured, and how things stand.
   *
   * @param connections how those to the database are used
   */
  public MetricsRoutes(
      Metrics metrics,
      SweepReader reader,
      DeviceDesk desk,
      Supplier<ConnectionUse> connections,
      Work work) {
    this.registry = metrics.registry();
    this.standing = new Standing(registry, reader, desk, connections);
    this.work = work;
  }

  /** Adds the route. */
  public void addTo(Router router) {
    router
        .get("/metrics")
        .handler(
            context ->
                work.run(
                    context, this::scrape, text -> Replies.send(context, 200, MEDIA_TYPE, text)));
  }

  private synchronized String scrape() {
    standing.look();
    return registry.scrape();
  }
}
