package io.sonde.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.client.ServerClient;
import io.sonde.app.program.ExitCode;
import io.sonde.app.program.UserError;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a sweep of the running server. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description =
        "Removes a sweep that is over, with its trials, logs, checkpoints, models and artifacts.")
public final class DeleteCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SWEEP", description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Option(names = "--yes", description = "delete it; without this nothing is deleted")
  private boolean sure;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    Steering.of(options, sweep).act(this::delete, "Sweep %d is deleted.".formatted(sweep));
    return ExitCode.OK;
  }

  private void delete(ServerClient server) throws IOException {
    JsonNode there = server.get("/api/v1/sweeps/" + sweep);
    if (!sure) {
      throw UserError.wrongInput(
          "this would delete sweep "
              + sweep
              + ", '"
              + there.path("experiment").asText()
              + "', with all its trials and files for good; add --yes to do it");
    }
    server.delete(sweep);
  }
}
