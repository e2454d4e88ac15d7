package io.sonde.app.command;

import io.sonde.app.program.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends one trial. */
@Command(
    name = "stop",
    mixinStandardHelpOptions = true,
    description = "Ends one trial of a sweep of the running server; what it has reached counts.")
public final class StopCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "SWEEP",
      description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Parameters(index = "1", paramLabel = "TRIAL", description = "the trial's number")
  private int trial;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    Steering.of(options, sweep)
        .act(
            server -> server.stopTrial(sweep, trial, "stopped by the command line"),
            "Trial %d of sweep %d ends.".formatted(trial, sweep));
    return ExitCode.OK;
  }
}
