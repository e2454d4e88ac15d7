package io.sonde.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.client.ServerClient;
import io.sonde.app.program.ExitCode;
import io.sonde.app.program.UserError;
import io.sonde.app.progress.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Decides from a sweep's outcome against a baseline. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description =
        "Says whether a sweep that has ended is worse than another one, by default the newest"
            + " completed one of the same experiment on the branch main. Exit code 0 when it is not,"
            + " 1 when it is, 3 when their trials do not tell or there is no such sweep yet.")
public final class GateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SWEEP", description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Mixin private HomeOptions options;

  @Mixin private RemoteOptions remote;

  @Mixin private GateOptions gate;

  @Override
  public Integer call() {
    Console console = options.console();
    String path = "/api/v1/sweeps/" + sweep + "/gate" + gate.query();
    ServerClient server = remote.client(options);
    JsonNode decision = RemoteOptions.patient(server).ask(() -> server.get(path));
    String outcome = decision.path("gate").asText();
    int baseline = decision.path("baseline").asInt();
    console.say("Gate of sweep %d against sweep %d: %s".formatted(sweep, baseline, outcome));
    gate.branch()
        .ifPresent(
            branch ->
                console.say(
                    "  Sweep %d is the newest completed one on the branch '%s'."
                        .formatted(baseline, branch)));
    console.say("  " + decision.path("reason").asText());
    console.result(decision);
    return switch (outcome) {
      case "pass" -> ExitCode.OK;
      case "fail" -> ExitCode.FAILED;
      case "inconclusive" -> ExitCode.INCONCLUSIVE;
      default ->
          throw UserError.surroundings(
              "the server at " + server.address() + " decided '" + outcome + "', which is unknown");
    };
  }
}
