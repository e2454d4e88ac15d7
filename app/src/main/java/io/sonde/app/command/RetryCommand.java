package io.sonde.app.command;

import io.sonde.app.program.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tries a failed trial again. */
@Command(
    name = "retry",
    mixinStandardHelpOptions = true,
    description =
        "Tries the configuration of a trial that failed or was cancelled again, as a new trial. A"
            + " sweep that is over goes on.")
public final class RetryCommand implements Callable<Integer> {
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
        .tell(
            (server, key) -> server.retry(sweep, trial, key),
            "trial",
            fresh -> "Trial %d of sweep %d tries it again.".formatted(fresh, sweep));
    return ExitCode.OK;
  }
}
