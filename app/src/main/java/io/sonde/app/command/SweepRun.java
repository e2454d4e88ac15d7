package io.sonde.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.client.ServerClient;
import io.sonde.app.home.RunningServer;
import io.sonde.app.program.ExitCode;
import io.sonde.app.program.UserError;
import io.sonde.app.progress.Console;
import io.sonde.app.progress.Summary;
import io.sonde.app.progress.SweepFollower;
import io.sonde.app.server.Server;
import io.sonde.app.server.ServerSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;

/** Begins a sweep in the home's running server, or in one of its own, and follows it to its end. */
final class SweepRun {
  private static final int TRIES = 5;
  private final ServerSettings settings;
  private final Console console;

  SweepRun(ServerSettings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  /** Begins a sweep, or goes on with one, through a server; answers its number. */
  interface Beginning {
    int begin(ServerClient server) throws IOException;
  }

  /** Returns the exit code. */
  int run(Beginning beginning) {
    for (int i = 0; i < TRIES; i++) {
      Optional<ServerClient> running = RunningServer.find(settings.home(), settings.token());
      try {
        return running.isPresent() ? beside(running.get(), beginning) : alone(beginning);
      } catch (ConnectException e) {
        // that server has just gone; the next try finds the home free
      } catch (IOException e) {
        throw UserError.surroundings("the server cannot be reached: " + e.getMessage());
      }
    }
    throw UserError.surroundings("the server of " + settings.home().folder() + " comes and goes");
  }

  private int beside(ServerClient server, Beginning beginning) throws IOException {
    int sweep = beginning.begin(server);
    announce(server, sweep, "in the running server");
    Thread note =
        new Thread(
            () ->
                System.err.println(
                    "\nsonde: sweep " + sweep + " goes on in the server at " + server.address()));
    Runtime.getRuntime().addShutdownHook(note);
    JsonNode summary = new SweepFollower(server, sweep, console, Optional::empty).follow();
    Runtime.getRuntime().removeShutdownHook(note);
    return finish(summary);
  }

  private int alone(Beginning beginning) throws IOException {
    try (Server server = Server.start(settings)) {
      ServerClient client = new ServerClient(server.address(), Optional.of(server.secret()));
      OnInterrupt hook = new OnInterrupt(server);
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        int sweep = beginning.begin(client);
        server.settle();
        hook.sweep = sweep;
        announce(client, sweep, "");
        JsonNode summary = new SweepFollower(client, sweep, console, server::trouble).follow();
        if (server.busy()) {
          console.say("Other sweeps still run in this server; it ends with the last of them.");
          server.awaitIdle();
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        return finish(summary);
      } catch (UserError e) {
        Runtime.getRuntime().removeShutdownHook(hook);
        throw e;
      }
    }
  }

  private void announce(ServerClient server, int sweep, String where) {
    console.say(
        "Sweep "
            + sweep
            + (where.isEmpty() ? "" : " " + where)
            + ": "
            + server.address().resolve("/sweeps/" + sweep));
  }

  private int finish(JsonNode summary) {
    new Summary(summary).print(console, settings.home());
    console.result(summary);
    return summary.path("state").asText().equals("completed") ? ExitCode.OK : ExitCode.FAILED;
  }

  /** Ctrl-C: the sweep is laid aside, nothing is left behind, and how to go on is said. */
  private static final class OnInterrupt extends Thread {
    private final Server server;
    private volatile int sweep;

    OnInterrupt(Server server) {
      super("on-interrupt");
      this.server = server;
    }

    @Override
    public void run() {
      System.err.println("\nsonde: stopping; trials under way will be repeated");
      server.close();
      if (sweep > 0) {
        System.err.println(
            "sonde: sweep " + sweep + " is interrupted; go on with: ./sonde resume " + sweep);
      }
    }
  }
}
