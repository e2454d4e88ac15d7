package io.sonde.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.client.ServerClient;
import io.sonde.app.program.ExitCode;
import io.sonde.app.program.UserError;
import io.sonde.app.progress.Console;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides from a sweep's outcome against a baseline. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description =
        "Says whether a sweep that has ended is worse than another one. Exit code 0 when it is not,"
            + " 1 when it is, 3 when their trials do not tell.")
public final class GateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SWEEP", description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Mixin private HomeOptions options;

  @Mixin private RemoteOptions remote;

  @Option(
      names = "--baseline",
      paramLabel = "SWEEP",
      required = true,
      description = "the sweep to compare with")
  private int baseline;

  @Option(
      names = "--margin",
      paramLabel = "X",
      defaultValue = "0",
      description = "how much worse is still good enough, in the metric's unit (default: 0)")
  private double margin;

  @Option(
      names = "--confidence",
      paramLabel = "P",
      defaultValue = "0.95",
      description = "of the interval, between 0.5 and 1 (default: 0.95)")
  private double confidence;

  @Override
  public Integer call() {
    Console console = options.console();
    ServerClient server = remote.client(options);
    String path =
        String.format(
            Locale.ROOT,
            "/api/v1/sweeps/%d/gate?baseline=%d&margin=%s&confidence=%s",
            sweep,
            RunCommand.atLeastOne("--baseline", baseline),
            margin,
            confidence);
    JsonNode decision = RemoteOptions.patient(server).ask(() -> server.get(path));
    String outcome = decision.path("gate").asText();
    console.say("Gate of sweep %d against sweep %d: %s".formatted(sweep, baseline, outcome));
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
