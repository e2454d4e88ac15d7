package io.sonde.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.home.Home;
import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.app.progress.Summary;
import io.sonde.app.results.Results;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows how a sweep stands. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows how a sweep stands, and its best trial.")
public final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SWEEP", description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    Console console = options.console();
    Home home = options.home();
    try (Results results = Results.open(home, options.database(), HomeOptions.token())) {
      JsonNode summary = results.summary(sweep);
      new Summary(summary).print(console, home);
      console.result(summary);
    }
    return ExitCode.OK;
  }
}
