package io.sonde.web.access;

import static io.sonde.web.access.Permission.ADMIN;
import static io.sonde.web.access.Permission.NOTHING;
import static io.sonde.web.access.Permission.READ;
import static io.sonde.web.access.Permission.RUN;
import static io.sonde.web.access.Permission.TOKEN_OF_ITS_OWN;
import static io.sonde.web.access.RouteRule.delete;
import static io.sonde.web.access.RouteRule.get;
import static io.sonde.web.access.RouteRule.post;
import static io.sonde.web.access.RouteRule.put;

import io.vertx.core.http.HttpMethod;
import java.util.List;

/** What every route asks for. A route that is not here answers nobody. */
public final class RouteRules {
  private RouteRules() {}

  /** Those that read a whole sweep, however large it is, or build a network. */
  public static List<String> heavy() {
    return List.of(
        "/api/v1/sweeps/:sweep/insights",
        "/api/v1/sweeps/:sweep/export",
        "/api/v1/sweeps/:sweep/gate",
        "/api/v1/sweeps/:sweep/report.md",
        "/api/v1/sweeps/:sweep/report.xml",
        "/api/v1/sweeps/:sweep/analysis/contour",
        "/api/v1/sweeps/:sweep/analysis/front",
        "/sweeps/:sweep/analysis",
        "/sweeps/:sweep/trials/:trial/network",
        "/api/v1/sweeps/:sweep/trials/:trial/structure",
        "/api/v1/specs/check",
        "/new",
        "/compare");
  }

  /** Whether something can be read at a path. */
  public static boolean readable(String path) {
    return all().stream()
        .anyMatch(rule -> rule.method().equals(HttpMethod.GET) && rule.matches(path));
  }

  /** All of them. */
  public static List<RouteRule> all() {
    return List.of(
        get("/healthz", NOTHING),
        get("/readyz", NOTHING),
        get("/assets/:hash/:file", NOTHING),
        get("/favicon.ico", NOTHING),
        get("/login", NOTHING),
        post("/login", NOTHING, "log in"),
        post("/logout", NOTHING, "log out"),
        post("/api/v1/workers/:worker/next", TOKEN_OF_ITS_OWN, ""),
        post("/api/v1/attempts/:attempt/reports", TOKEN_OF_ITS_OWN, ""),
        post("/api/v1/attempts/:attempt/end", TOKEN_OF_ITS_OWN, ""),
        post("/api/v1/attempts/:attempt/tell", TOKEN_OF_ITS_OWN, ""),
        post("/api/v1/attempts/:attempt/heartbeat", TOKEN_OF_ITS_OWN, ""),
        get("/version", READ),
        get("/metrics", READ),
        get("/api", READ),
        get("/api/v1/openapi.json", READ),
        get("/api/v1/openapi.yaml", READ),
        get("/api/v1/schema", READ),
        get("/api/v1/sweeps", READ),
        post("/api/v1/sweeps", RUN, "start sweep"),
        get("/api/v1/sweeps/:sweep", READ),
        get("/api/v1/sweeps/:sweep/summary", READ),
        get("/api/v1/sweeps/:sweep/spec", READ),
        get("/api/v1/sweeps/:sweep/trials", READ),
        get("/api/v1/sweeps/:sweep/trials/:trial", READ),
        get("/api/v1/sweeps/:sweep/trials/:trial/log", READ),
        get("/api/v1/sweeps/:sweep/trials/:trial/structure", READ),
        get("/api/v1/sweeps/:sweep/trials/:trial/artifacts", READ),
        new RouteRule(
            HttpMethod.GET,
            "/api/v1/sweeps/(?<sweep>[^/]+)/trials/(?<trial>[^/]+)/artifacts/(?<attempt>[^/]+)/(?<file>.+)",
            true,
            READ,
            ""),
        get("/api/v1/sweeps/:sweep/history", READ),
        get("/api/v1/sweeps/:sweep/insights", READ),
        get("/api/v1/sweeps/:sweep/export", READ),
        get("/api/v1/sweeps/:sweep/gate", READ),
        get("/api/v1/sweeps/:sweep/report.md", READ),
        get("/api/v1/sweeps/:sweep/report.xml", READ),
        get("/api/v1/sweeps/:sweep/events", READ),
        get("/api/v1/sweeps/:sweep/space", READ),
        get("/api/v1/sweeps/:sweep/analysis/trials", READ),
        get("/api/v1/sweeps/:sweep/analysis/contour", READ),
        get("/api/v1/sweeps/:sweep/analysis/distribution", READ),
        get("/api/v1/sweeps/:sweep/analysis/curves", READ),
        get("/api/v1/sweeps/:sweep/analysis/front", READ),
        get("/api/v1/sweeps/:sweep/analysis/progress", READ),
        get("/api/v1/sweeps/:sweep/analysis/timeline", READ),
        get("/api/v1/sweeps/:sweep/note", READ),
        put("/api/v1/sweeps/:sweep/note", RUN, "write note"),
        get("/api/v1/sweeps/:sweep/trials/:trial/note", READ),
        put("/api/v1/sweeps/:sweep/trials/:trial/note", RUN, "write note"),
        get("/api/v1/experiments", READ),
        post("/api/v1/specs/check", RUN, "check spec"),
        delete("/api/v1/sweeps/:sweep", ADMIN, "delete sweep"),
        post("/api/v1/sweeps/:sweep/budget", RUN, "add to budget"),
        post("/api/v1/sweeps/:sweep/trials", RUN, "enqueue trial"),
        post("/api/v1/sweeps/:sweep/ask", RUN, "ask for trial"),
        post("/api/v1/sweeps/:sweep/trials/:trial/stop", RUN, "stop trial"),
        post("/api/v1/sweeps/:sweep/trials/:trial/retry", RUN, "retry trial"),
        post("/api/v1/sweeps/:sweep/cancel", RUN, "cancel sweep"),
        post("/api/v1/sweeps/:sweep/pause", RUN, "pause sweep"),
        post("/api/v1/sweeps/:sweep/resume", RUN, "resume sweep"),
        post("/api/v1/sweeps/:sweep/priority", RUN, "change priority"),
        get("/api/v1/devices", READ),
        post("/api/v1/devices/put-back", ADMIN, "put device back"),
        get("/api/v1/tokens", ADMIN),
        post("/api/v1/tokens", ADMIN, "create token"),
        post("/api/v1/tokens/:token/revoke", ADMIN, "revoke token"),
        get("/api/v1/webhooks", ADMIN),
        post("/api/v1/webhooks", ADMIN, "create webhook"),
        get("/api/v1/webhooks/:webhook", ADMIN),
        put("/api/v1/webhooks/:webhook", ADMIN, "change webhook"),
        delete("/api/v1/webhooks/:webhook", ADMIN, "delete webhook"),
        post("/api/v1/webhooks/:webhook/ping", ADMIN, "try webhook"),
        get("/api/v1/webhooks/:webhook/deliveries", ADMIN),
        get("/api/v1/webhooks/:webhook/deliveries/:delivery", ADMIN),
        post("/api/v1/webhooks/:webhook/deliveries/:delivery/redeliver", ADMIN, "redeliver"),
        get("/", READ),
        get("/live", READ),
        get("/sweeps", READ),
        get("/sweeps/:sweep", READ),
        get("/sweeps/:sweep/live", READ),
        get("/sweeps/:sweep/analysis", READ),
        get("/compare", READ),
        get("/experiments", READ),
        get("/new", RUN),
        post("/new", RUN, "start sweep"),
        get("/sweeps/:sweep/enqueue", RUN),
        post("/sweeps/:sweep/enqueue", RUN, "enqueue trial"),
        get("/sweeps/:sweep/delete", ADMIN),
        post("/sweeps/:sweep/delete", ADMIN, "delete sweep"),
        post("/sweeps/:sweep/budget", RUN, "add to budget"),
        post("/sweeps/:sweep/priority", RUN, "change priority"),
        post("/sweeps/:sweep/note", RUN, "write note"),
        post("/sweeps/:sweep/trials/:trial/note", RUN, "write note"),
        post("/sweeps/:sweep/trials/:trial/stop", RUN, "stop trial"),
        post("/sweeps/:sweep/trials/:trial/retry", RUN, "retry trial"),
        get("/sweeps/:sweep/trials/:trial", READ),
        get("/sweeps/:sweep/trials/:trial/network", READ),
        post("/sweeps/:sweep/cancel", RUN, "cancel sweep"),
        post("/sweeps/:sweep/pause", RUN, "pause sweep"),
        post("/sweeps/:sweep/resume", RUN, "resume sweep"),
        get("/api/v1/audit", ADMIN),
        get("/audit", ADMIN),
        get("/tokens", ADMIN),
        post("/tokens", ADMIN, "create token"),
        post("/tokens/:token/revoke", ADMIN, "revoke token"),
        get("/webhooks", ADMIN),
        post("/webhooks", ADMIN, "create webhook"),
        get("/webhooks/:webhook", ADMIN),
        post("/webhooks/:webhook", ADMIN, "change webhook"),
        post("/webhooks/:webhook/delete", ADMIN, "delete webhook"),
        post("/webhooks/:webhook/ping", ADMIN, "try webhook"),
        get("/webhooks/:webhook/deliveries/:delivery", ADMIN),
        post("/webhooks/:webhook/deliveries/:delivery/redeliver", ADMIN, "redeliver"),
        get("/devices", READ),
        post("/devices/put-back", ADMIN, "put device back"));
  }
}
