package io.sonde.app.home;

import io.sonde.app.client.ServerClient;
import io.sonde.app.program.UserError;
import java.time.Duration;
import java.util.Optional;

/** Finds the server that runs in a home. */
public final class RunningServer {
  private static final Duration PATIENCE = Duration.ofSeconds(45);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private RunningServer() {}

  /**
   * The home's running server; empty when there is none. One that is just starting is waited for.
   * It is entered with the token, or as the machine's own user where there is none. Throws {@link
   * UserError} when it lives but does not answer.
   */
  public static Optional<ServerClient> find(Home home, Optional<String> token) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ServerLock.held(home)) {
      Optional<ServerClient> client =
          ServerRecord.read(home)
              .map(
                  record ->
                      new ServerClient(record.address(), token.or(() -> LocalSecret.read(home))))
              .filter(ServerClient::healthy);
      if (client.isPresent()) {
        return client;
      }
      if (System.nanoTime() > deadline) {
        throw UserError.surroundings(
            "the server of "
                + home.folder()
                + ServerRecord.read(home).map(r -> " (process " + r.pid() + ")").orElse("")
                + " does not answer; its log is in "
                + home.logs());
      }
      pause();
    }
    return Optional.empty();
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserError.surroundings("interrupted");
    }
  }
}
