package io.sonde.web.access;

import io.vertx.core.http.HttpMethod;

/**
 * What one route asks for.
 *
 * @param path as the route has it; with named groups where it is a regular expression
 * @param action what the audit log calls it; for routes that change something
 */
public record RouteRule(
    HttpMethod method, String path, boolean regex, Permission permission, String action) {

  static RouteRule get(String path, Permission permission) {
    return new RouteRule(HttpMethod.GET, path, false, permission, "");
  }

  static RouteRule post(String path, Permission permission, String action) {
    return new RouteRule(HttpMethod.POST, path, false, permission, action);
  }

  static RouteRule put(String path, Permission permission, String action) {
    return new RouteRule(HttpMethod.PUT, path, false, permission, action);
  }

  static RouteRule delete(String path, Permission permission, String action) {
    return new RouteRule(HttpMethod.DELETE, path, false, permission, action);
  }

  /** Whether it is the route of a path; for those that are no regular expression. */
  boolean matches(String asked) {
    String[] own = path.split("/", -1);
    String[] others = asked.split("/", -1);
    boolean same = !regex && own.length == others.length;
    for (int at = 0; same && at < own.length; at++) {
      same = own[at].startsWith(":") || own[at].equals(others[at]);
    }
    return same;
  }
}
