package io.sonde.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.app.home.Home;
import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.app.progress.Learnt;
import io.sonde.app.progress.Summary;
import io.sonde.app.results.Results;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows how a sweep stands, and what was learnt from it. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows how a sweep stands, its best trial, and what was learnt from it.")
public final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SWEEP", description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    Console console = options.console();
    Home home = options.home();
    try (Results results = Results.open(home, options.database(), HomeOptions.token())) {
      ObjectNode document = (ObjectNode) results.summary(sweep);
      new Summary(document).print(console, home);
      JsonNode learnt = results.insights(sweep);
      new Learnt(learnt).print(console);
      console.result(document.set("insights", learnt));
    }
    return ExitCode.OK;
  }
}
