package io.sonde.app.command;

import io.sonde.app.program.ExitCode;
import io.sonde.app.program.UserError;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Raises the budget of a sweep of the running server. */
@Command(
    name = "extend",
    mixinStandardHelpOptions = true,
    description =
        "Adds trials to the budget of a sweep of the running server. One that is over goes on.")
public final class ExtendCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "SWEEP",
      description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Parameters(
      index = "1",
      paramLabel = "TRIALS",
      description = "how many trials more it may end, at least 1")
  private int more;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    if (more < 1) {
      throw UserError.wrongInput("expected at least 1 trial to add, got " + more);
    }
    Steering.of(options, sweep)
        .tell(
            (server, key) -> server.extend(sweep, more, key),
            "trials",
            budget -> "The budget of sweep %d is %d trials now.".formatted(sweep, budget));
    return ExitCode.OK;
  }
}
