package io.sonde.web.access;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From where requests come. What a request says of that itself is believed only where it comes from
 * a reverse proxy that the server was told of.
 */
public final class Visitors {
  private final Set<String> proxies;

  /**
   * With the addresses of the proxies in front of this server.
   *
   * @throws IllegalArgumentException when one is no address
   */
  public Visitors(Set<String> proxies) {
    this.proxies = proxies.stream().map(Visitors::canonical).collect(Collectors.toSet());
  }

  /** One form for each address; names are not looked up. */
  private static String canonical(String text) {
    String bare = text.strip().replaceFirst("^\\[(.*)]$", "$1").replaceFirst("%.*$", "");
    boolean literal = bare.matches("[0-9.]+") || bare.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    try {
      if (literal && bare.length() <= 45) {
        return InetAddress.getByName(bare).getHostAddress();
      }
    } catch (UnknownHostException e) {
      // told below, with the text
    }
    throw new IllegalArgumentException("expected an address such as 192.0.2.7, got '" + text + "'");
  }

  /** The address of whoever sends a request: the last before our own proxies. */
  public String address(HttpServerRequest request) {
    String address = peer(request);
    if (!proxies.contains(address)) {
      return address;
    }
    String header = String.join(",", request.headers().getAll("X-Forwarded-For"));
    List<String> chain = List.of(header.split(","));
    for (int i = chain.size() - 1; i >= 0 && proxies.contains(address); i--) {
      try {
        address = canonical(chain.get(i));
      } catch (IllegalArgumentException forged) {
        return address;
      }
    }
    return address;
  }

  /** Whether the visitor's own connection is encrypted. */
  public boolean encrypted(HttpServerRequest request) {
    return request.isSSL()
        || (proxies.contains(peer(request))
            && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto")));
  }

  private static String peer(HttpServerRequest request) {
    String address = request.remoteAddress() == null ? "" : request.remoteAddress().hostAddress();
    return address == null || address.isEmpty() ? "unknown" : canonical(address);
  }
}
