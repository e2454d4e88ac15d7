package io.sonde.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.web.document.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tries a webhook. */
@Command(
    name = "ping",
    mixinStandardHelpOptions = true,
    description = "Sends a ping; 'sonde webhook deliveries' shows how it went.")
public final class WebhookPingCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "the webhook's id, as 'sonde webhook list' shows it")
  private String id;

  @Mixin private HomeOptions options;

  @Mixin private RemoteOptions remote;

  @Override
  public Integer call() {
    Console console = options.console();
    String place = WebhookCommand.place(id) + "/ping";
    JsonNode delivery = remote.ask(options, server -> server.post(place, Json.object()));
    console.say("Delivery " + delivery.path("number").asText() + " is on its way.");
    console.result(delivery);
    return ExitCode.OK;
  }
}
