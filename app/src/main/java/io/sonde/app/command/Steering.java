package io.sonde.app.command;

import io.sonde.app.client.ServerClient;
import io.sonde.app.home.RunningServer;
import io.sonde.app.program.UserError;
import io.sonde.app.progress.Console;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * Tells the running server what to do with a sweep.
 *
 * @param sweep its number
 * @param server the home's
 * @param console where it is said
 */
record Steering(int sweep, ServerClient server, Console console) {

  /** What a server is told. */
  @FunctionalInterface
  interface Act {
    void on(ServerClient server) throws IOException;
  }

  /** What a server is asked, and answers with a number. */
  @FunctionalInterface
  interface Question {
    /** Asks; with the same key the same is done once, however often it is asked. */
    int to(ServerClient server, String key) throws IOException;
  }

  /** Of a sweep, by the server that runs in the home. Throws {@link UserError} where none does. */
  static Steering of(HomeOptions options, int sweep) {
    return new Steering(sweep, server(options), options.console());
  }

  /** The server that runs in the home. Throws {@link UserError} where none does. */
  static ServerClient server(HomeOptions options) {
    return RunningServer.find(options.home(), HomeOptions.token())
        .orElseThrow(
            () ->
                UserError.wrongInput(
                    "no server runs in "
                        + options.home().folder()
                        + ", so no sweep does; start one with 'sonde serve'"));
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
    console.result(Json.object().put("sweep", sweep));
  }

  /**
   * Asks, again where no answer comes, and says what was answered.
   *
   * @param name what the answer is called for programs
   */
  void tell(Question question, String name, IntFunction<String> done) {
    String key = UUID.randomUUID().toString();
    int answer = RemoteOptions.patient(server).ask(() -> question.to(server, key));
    console.say(done.apply(answer));
    console.result(Json.object().put("sweep", sweep).put(name, answer));
  }
}
