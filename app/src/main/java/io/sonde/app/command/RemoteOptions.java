package io.sonde.app.command;

import io.sonde.app.client.Retry;
import io.sonde.app.client.ServerClient;
import io.sonde.app.program.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server a command talks to: one with an address, else the home's. */
final class RemoteOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "the server, such as https://sonde.example.org (default: the one that runs in the home);"
              + " its token is read from SONDE_TOKEN")
  private @Nullable String server;

  /** Whether an address is given. */
  boolean given() {
    return server != null;
  }

  /** The server. Throws {@link UserError} where none runs or the address is none. */
  ServerClient client(HomeOptions options) {
    return server == null
        ? Steering.server(options)
        : new ServerClient(address(server), HomeOptions.token());
  }

  /** How it is asked. */
  static Retry patient(ServerClient client) {
    return new Retry(client.address(), time -> Thread.sleep(time.toMillis()));
  }

  /** What a server is asked. */
  @FunctionalInterface
  interface Question<T> {
    T to(ServerClient server) throws IOException;
  }

  /** Asks the server once. Throws {@link UserError} where it does not answer. */
  <T> T ask(HomeOptions options, Question<T> question) {
    ServerClient client = client(options);
    try {
      return question.to(client);
    } catch (IOException e) {
      throw UserError.surroundings(
          "the server at " + client.address() + " does not answer: " + e.getMessage());
    }
  }

  private static URI address(String text) {
    try {
      URI address = new URI(text);
      boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
      String path = Optional.ofNullable(address.getPath()).orElse("");
      if (web && address.getHost() != null && (path.isEmpty() || path.equals("/"))) {
        return address;
      }
    } catch (URISyntaxException e) {
      // told below, with the text
    }
    throw UserError.wrongInput(
        "--server expects an address without a path, such as https://sonde.example.org or"
            + " http://127.0.0.1:8080, got '"
            + text
            + "'");
  }
}
