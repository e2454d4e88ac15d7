package io.sonde.web.access;

import io.sonde.web.http.HttpProblem;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Set;

/**
 * Keeps other sites from changing anything through a visitor's browser. A request that changes
 * something passes when the browser says that it comes from our own pages, or, from a program that
 * is no browser, when its content type is one that a foreign page cannot send unasked.
 */
public final class CrossSiteCheck implements Handler<RoutingContext> {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Set<String> NOT_OF_FORMS =
      Set.of("application/json", "application/yaml", "application/x-yaml", "text/yaml");

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (SAFE.contains(request.method()) || ours(request)) {
      context.next();
    } else {
      context.fail(
          new HttpProblem(
              403,
              "CROSS_SITE",
              "A request that changes something must come from these pages, or have the content"
                  + " type application/json or application/yaml."));
    }
  }

  private static boolean ours(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null) {
      HostAndPort own = request.authority();
      return own != null && origin.replaceFirst("^https?://", "").equalsIgnoreCase(own.toString());
    }
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null
        && NOT_OF_FORMS.contains(type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT));
  }
}
