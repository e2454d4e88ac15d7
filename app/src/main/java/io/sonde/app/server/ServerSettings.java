package io.sonde.app.server;

import io.sonde.app.home.Home;
import io.sonde.app.program.UserError;
import io.sonde.web.WebSettings;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a server is started with.
 *
 * @param host the address to listen on
 * @param port empty: the one this home had last, else any free one
 * @param token the admin token
 * @param backend where trials run
 */
public record ServerSettings(
    Home home,
    DatabaseChoice database,
    String host,
    OptionalInt port,
    Optional<String> token,
    BackendChoice backend) {

  public ServerSettings {
    backend.requireReachable(host);
  }

  /** Where this machine finds a server that listens on a port. */
  URI address(int chosenPort) {
    boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
    String name = everywhere ? "127.0.0.1" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + chosenPort);
  }

  /** For the web room. Throws {@link UserError} when they would let strangers in. */
  WebSettings web(int chosenPort) {
    try {
      return new WebSettings(host, chosenPort, token);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongInput(e.getMessage() + " (the token goes into SONDE_TOKEN)");
    }
  }
}
