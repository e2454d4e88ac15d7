package io.sonde.web.page;

import io.sonde.web.contract.ApiContract;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.ext.web.Router;
import java.util.Map;

/** The page that shows the API's contract. */
public final class ApiPages {
  private final ApiContract contract;
  private final Templates templates;
  private final Work work;

  /** Between the contract and browsers. */
  public ApiPages(ApiContract contract, Templates templates, Work work) {
    this.contract = contract;
    this.templates = templates;
    this.work = work;
  }

  /** Adds the route. */
  public void addTo(Router router) {
    router
        .get("/api")
        .handler(
            context ->
                work.run(
                    context,
                    () ->
                        templates.fill(
                            context, "api", Map.of("view", ApiView.of(contract.document()))),
                    text -> Replies.send(context, 200, "text/html; charset=utf-8", text)));
  }
}
