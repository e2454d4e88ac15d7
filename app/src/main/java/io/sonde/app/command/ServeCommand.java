package io.sonde.app.command;

import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.app.server.Server;
import io.sonde.app.server.ServerSettings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Serves pages and API until it is interrupted. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description =
        "Serves pages and API until it is interrupted, and takes up the sweeps that a former server"
            + " left unfinished. Beyond loopback it starts only where an admin token was made"
            + " ('sonde token create'), or with one in the environment variable SONDE_TOKEN.")
public final class ServeCommand implements Callable<Integer> {
  @Mixin private HomeOptions options;

  @Mixin private ServerOptions listening;

  @Override
  public Integer call() throws InterruptedException {
    ServerSettings settings = listening.settings(options);
    Console console = options.console();
    Server server = Server.start(settings);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  System.err.println("\nsonde: stopping");
                  server.close();
                  System.err.println("sonde: stopped");
                },
                "on-interrupt"));
    console.say("Sonde serves " + server.address() + " (stop with Ctrl-C)");
    List<String> taken = server.takeUp();
    taken.forEach(console::say);
    String trouble = server.awaitTrouble();
    System.err.println("sonde: " + trouble);
    return ExitCode.FAILED;
  }
}
