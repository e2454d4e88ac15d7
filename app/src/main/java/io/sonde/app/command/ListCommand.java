package io.sonde.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.app.progress.SweepTable;
import io.sonde.app.results.Results;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the sweeps. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the sweeps, the newest first.")
public final class ListCommand implements Callable<Integer> {
  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    Console console = options.console();
    try (Results results = Results.open(options.home(), options.database(), HomeOptions.token())) {
      JsonNode document = results.list();
      new SweepTable(document).print(console);
      console.result(document);
    }
    return ExitCode.OK;
  }
}
