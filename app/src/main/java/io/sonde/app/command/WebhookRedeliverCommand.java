package io.sonde.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.web.document.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sends a delivery once more. */
@Command(
    name = "redeliver",
    mixinStandardHelpOptions = true,
    description = "Sends once more what a delivery says, as a new delivery of the same event.")
public final class WebhookRedeliverCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "the webhook's id, as 'sonde webhook list' shows it")
  private String id;

  @Parameters(
      paramLabel = "DELIVERY",
      description = "the delivery's number, as 'sonde webhook deliveries' shows it")
  private long number;

  @Mixin private HomeOptions options;

  @Mixin private RemoteOptions remote;

  @Override
  public Integer call() {
    Console console = options.console();
    String place = WebhookCommand.place(id) + "/deliveries/" + number + "/redeliver";
    JsonNode delivery = remote.ask(options, server -> server.post(place, Json.object()));
    console.say("Delivery " + delivery.path("number").asText() + " is on its way.");
    console.result(delivery);
    return ExitCode.OK;
  }
}
