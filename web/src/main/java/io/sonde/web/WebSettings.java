package io.sonde.web;

import io.sonde.web.access.Loopback;
import java.util.Optional;

/**
 * Where the server listens and who may come.
 *
 * @param host the address to listen on; beyond loopback only with a token
 * @param port within [0, 65535]; 0 for any free one
 * @param adminToken the secret that every page and call asks for; empty for none
 */
public record WebSettings(String host, int port, Optional<String> adminToken) {
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
    if (adminToken.isEmpty() && !Loopback.isLoopback(host)) {
      throw new IllegalArgumentException(
          "listening on "
              + host
              + " would let other machines in: set an admin token, or listen on 127.0.0.1");
    }
  }

  /** On 127.0.0.1 without a token. */
  public static WebSettings loopback(int port) {
    return new WebSettings("127.0.0.1", port, Optional.empty());
  }
}
