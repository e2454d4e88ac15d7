package io.sonde.app.command;

import io.sonde.app.program.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Names a configuration that a sweep is to try. */
@Command(
    name = "enqueue",
    mixinStandardHelpOptions = true,
    description =
        "Lets a sweep of the running server try a configuration before those that its search"
            + " proposes. A sweep that is over goes on.")
public final class EnqueueCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "SWEEP",
      description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      description =
          "values by path, a line each as 'path: value', in YAML or JSON; what is not named is"
              + " drawn at random")
  private Path file;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    String values = SpecFile.read(file).text();
    Steering.of(options, sweep)
        .tell(
            (server, key) -> server.enqueue(sweep, values, key),
            "trial",
            trial -> "Trial %d of sweep %d tries it.".formatted(trial, sweep));
    return ExitCode.OK;
  }
}
