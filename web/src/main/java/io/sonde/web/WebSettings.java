package io.sonde.web;

import io.sonde.web.access.Loopback;
import io.sonde.web.access.Visitors;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Where the server listens and who may come.
 *
 * @param host the address to listen on
 * @param port within [0, 65535]; 0 for any free one
 * @param adminToken a secret that opens everything, besides the tokens of the store; empty for none
 * @param localSecret what only this machine's user knows, and enters with; empty for none
 * @param proxies the addresses of reverse proxies in front of this server, which are believed what
 *     they say of a caller
 * @param streamLife after which a stream of events ends and its client comes back; at least 1 ms
 */
public record WebSettings(
    String host,
    int port,
    Optional<String> adminToken,
    Optional<String> localSecret,
    Set<String> proxies,
    Duration streamLife) {
  private static final Duration STREAM_LIFE = Duration.ofMinutes(15);

  public WebSettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("expected an address to listen on, got '" + host + "'");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("expected a port within [0, 65535], got " + port);
    }
    if (adminToken.isPresent() && adminToken.get().isBlank()) {
      throw new IllegalArgumentException("expected a secret as admin token, got a blank one");
    }
    if (streamLife.toMillis() < 1) {
      throw new IllegalArgumentException(
          "expected streams to last 1 ms or more, got " + streamLife);
    }
    proxies = Set.copyOf(proxies);
    var unused = new Visitors(proxies);
  }

  /** With streams of the usual life. */
  public WebSettings(
      String host,
      int port,
      Optional<String> adminToken,
      Optional<String> localSecret,
      Set<String> proxies) {
    this(host, port, adminToken, localSecret, proxies, STREAM_LIFE);
  }

  /** Without a proxy. */
  public WebSettings(String host, int port, Optional<String> adminToken) {
    this(host, port, adminToken, Optional.empty(), Set.of());
  }

  /** On 127.0.0.1 without a token. */
  public static WebSettings loopback(int port) {
    return new WebSettings("127.0.0.1", port, Optional.empty());
  }

  /** The same with streams of this life. */
  public WebSettings withStreamLife(Duration life) {
    return new WebSettings(host, port, adminToken, localSecret, proxies, life);
  }

  /** Whether callers from other machines can come in. */
  public boolean exposed() {
    return !Loopback.isLoopback(host) || !proxies.isEmpty();
  }

  /**
   * Refuses to let other machines in where nobody would be asked for a token.
   *
   * @param anyAdmin whether there is a valid admin token
   * @throws IllegalArgumentException with a sentence for the user
   */
  public void requireGuard(boolean anyAdmin) {
    if (exposed() && adminToken.isEmpty() && !anyAdmin) {
      throw new IllegalArgumentException(
          (proxies.isEmpty() ? "listening on " + host : "the proxy " + proxies)
              + " would let other machines in: make an admin token first, with"
              + " 'sonde token create --name NAME --role admin', or set one in SONDE_TOKEN, or"
              + " listen on 127.0.0.1");
    }
  }
}
