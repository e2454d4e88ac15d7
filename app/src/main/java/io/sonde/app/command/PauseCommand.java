package io.sonde.app.command;

import io.sonde.app.program.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Pauses a sweep of the running server. */
@Command(
    name = "pause",
    mixinStandardHelpOptions = true,
    description =
        "Begins no more trials of a sweep of the running server until it is resumed; those that"
            + " run go on to their end.")
public final class PauseCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SWEEP", description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    Steering.of(options, sweep)
        .act(
            server -> server.pause(sweep, "paused by the command line"),
            "Sweep %d begins no more trials; 'sonde resume %d' lets it go on."
                .formatted(sweep, sweep));
    return ExitCode.OK;
  }
}
