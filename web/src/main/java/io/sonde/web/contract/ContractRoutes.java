package io.sonde.web.contract;

import io.sonde.web.document.Json;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;

/** Hands out the contract, for programs: {@code /api/v1/openapi.json} and {@code .yaml}. */
public final class ContractRoutes {
  private final ApiContract contract;
  private final Work work;

  /** Between the contract and HTTP. */
  public ContractRoutes(ApiContract contract, Work work) {
    this.contract = contract;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router
        .get("/api/v1/openapi.json")
        .handler(
            context ->
                send(
                    context,
                    "application/vnd.oai.openapi+json",
                    () -> Json.text(contract.document())));
    router
        .get("/api/v1/openapi.yaml")
        .handler(
            context ->
                send(
                    context,
                    "application/vnd.oai.openapi",
                    () -> YamlWriter.of(contract.document())));
  }

  private void send(RoutingContext context, String mediaType, Callable<String> text) {
    work.run(context, text, written -> Replies.send(context, 200, mediaType, written));
  }
}
