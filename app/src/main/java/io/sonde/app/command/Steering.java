package io.sonde.app.command;

import io.sonde.app.client.ServerClient;
import io.sonde.app.home.RunningServer;
import io.sonde.app.program.UserError;
import io.sonde.app.progress.Console;
import java.io.IOException;

/**
 * Tells the running server what to do with a sweep.
 *
 * @param server the home's
 * @param console where it is said
 */
record Steering(ServerClient server, Console console) {

  /** What a server is told. */
  @FunctionalInterface
  interface Act {
    void on(ServerClient server) throws IOException;
  }

  /** Of the server that runs in the home. Throws {@link UserError} where none does. */
  static Steering of(HomeOptions options) {
    ServerClient server =
        RunningServer.find(options.home(), HomeOptions.token())
            .orElseThrow(
                () ->
                    UserError.wrongInput(
                        "no server runs in "
                            + options.home().folder()
                            + ", so no sweep does; start one with 'sonde serve'"));
    return new Steering(server, options.console());
  }

  /** Acts, and says so. */
  void act(Act act, String done) {
    try {
      act.on(server);
    } catch (IOException e) {
      throw UserError.surroundings(
          "the server at " + server.address() + " does not answer: " + e.getMessage());
    }
    console.say(done);
  }
}
