package io.sonde.app.command;

import io.sonde.app.program.ExitCode;
import io.sonde.app.program.UserError;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Changes the priority of a sweep of the running server. */
@Command(
    name = "priority",
    mixinStandardHelpOptions = true,
    description =
        "Gives a sweep of the running server another priority than its spec says. Its trials that"
            + " wait for devices go by it at once.")
public final class PriorityCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "SWEEP",
      description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Parameters(
      index = "1",
      paramLabel = "PRIORITY",
      description = "0 to 100; the higher goes first, 50 is what a spec has that says nothing")
  private int priority;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    if (priority < 0 || priority > 100) {
      throw UserError.wrongInput("a priority is a whole number from 0 to 100, got " + priority);
    }
    Steering.of(options, sweep)
        .act(
            server -> server.prioritise(sweep, priority),
            "Sweep %d has priority %d now.".formatted(sweep, priority));
    return ExitCode.OK;
  }
}
