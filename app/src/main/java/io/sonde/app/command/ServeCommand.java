package io.sonde.app.command;

import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.app.server.Server;
import io.sonde.app.server.ServerSettings;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves pages and API until it is interrupted. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description =
        "Serves pages and API until it is interrupted, and takes up the sweeps that a former server"
            + " left unfinished. Beyond loopback it starts only with an admin token in the"
            + " environment variable SONDE_TOKEN.")
public final class ServeCommand implements Callable<Integer> {
  @Mixin private HomeOptions options;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "the address to listen on (default: ${DEFAULT-VALUE})")
  private String host;

  @Option(names = "--port", paramLabel = "N", description = PortText.DESCRIPTION)
  private @Nullable Integer port;

  @Override
  public Integer call() throws InterruptedException {
    ServerSettings settings =
        new ServerSettings(
            options.home(), options.database(), host, PortText.checked(port), HomeOptions.token());
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
