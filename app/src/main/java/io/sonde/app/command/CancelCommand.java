package io.sonde.app.command;

import io.sonde.app.program.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a sweep of the running server. */
@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = "Ends a sweep of the running server: its running trials are cancelled.")
public final class CancelCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "SWEEP",
      description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    Steering.of(options, sweep)
        .act(
            server -> server.cancel(sweep, "cancelled by the command line"),
            "Sweep %d ends, unless it is over already.".formatted(sweep));
    return ExitCode.OK;
  }
}
