package io.sonde.app.server;

import io.sonde.app.home.Home;
import io.sonde.app.program.UserError;
import io.sonde.app.retention.RetentionChoice;
import io.sonde.web.WebSettings;
import io.sonde.web.webhook.TargetRules;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a server is started with.
 *
 * @param host the address to listen on
 * @param port empty: the one this home had last, else any free one
 * @param token the admin token
 * @param proxies the addresses of reverse proxies in front of it
 * @param webhookTargets which places webhooks may call
 * @param backend where trials run
 * @param retention what of old sweeps may go
 */
public record ServerSettings(
    Home home,
    DatabaseChoice database,
    String host,
    OptionalInt port,
    Optional<String> token,
    Set<String> proxies,
    TargetRules webhookTargets,
    BackendChoice backend,
    RetentionChoice retention) {

  public ServerSettings {
    backend.requireReachable(host);
  }

  /** Where this machine finds a server that listens on a port. */
  URI address(int chosenPort) {
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String name = everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + chosenPort);
  }

  /**
   * For the web room.
   *
   * @param secret of the machine's own user
   */
  WebSettings web(int chosenPort, String secret) {
    try {
      return new WebSettings(host, chosenPort, token, Optional.of(secret), proxies);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongInput(String.valueOf(e.getMessage()));
    }
  }

  /** Throws {@link UserError} when they would let strangers in. */
  static void requireGuard(WebSettings web, boolean anyAdmin) {
    try {
      web.requireGuard(anyAdmin);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongInput(String.valueOf(e.getMessage()));
    }
  }
}
