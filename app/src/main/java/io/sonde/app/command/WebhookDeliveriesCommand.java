package io.sonde.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.app.progress.DeliveryTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what was sent to a webhook. */
@Command(
    name = "deliveries",
    mixinStandardHelpOptions = true,
    description = "Lists what was sent to a webhook, the newest first, and how it went.")
public final class WebhookDeliveriesCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "the webhook's id, as 'sonde webhook list' shows it")
  private String id;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "how many at most, within [1, 1000] (default: ${DEFAULT-VALUE})")
  private int limit;

  @Mixin private HomeOptions options;

  @Mixin private RemoteOptions remote;

  @Override
  public Integer call() {
    Console console = options.console();
    String place = WebhookCommand.place(id) + "/deliveries?limit=" + limit;
    JsonNode document = remote.ask(options, server -> server.get(place));
    DeliveryTable.print(document, console);
    console.result(document);
    return ExitCode.OK;
  }
}
