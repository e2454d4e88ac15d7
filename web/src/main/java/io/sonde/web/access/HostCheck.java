package io.sonde.web.access;

import io.sonde.web.http.HttpProblem;
import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets only requests pass whose Host header names this machine and this port: a page of another
 * site whose name was rebound to loopback cannot read anything here.
 */
public final class HostCheck implements Handler<RoutingContext> {
  @Override
  public void handle(RoutingContext context) {
    HostAndPort host = context.request().authority();
    int port = context.request().localAddress().port();
    if (host != null && Loopback.isLoopback(host.host()) && portOf(host) == port) {
      context.next();
    } else {
      context.fail(
          new HttpProblem(
              421,
              "HOST",
              "This server answers only to localhost and 127.0.0.1 at its own port, not to '"
                  + (host == null ? "" : host)
                  + "'."));
    }
  }

  private static int portOf(HostAndPort host) {
    return host.port() < 0 ? 80 : host.port();
  }
}
