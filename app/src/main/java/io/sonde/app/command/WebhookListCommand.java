package io.sonde.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.app.progress.WebhookTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the webhooks. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the webhooks, the newest first, without their secrets.")
public final class WebhookListCommand implements Callable<Integer> {
  @Mixin private HomeOptions options;

  @Mixin private RemoteOptions remote;

  @Override
  public Integer call() {
    Console console = options.console();
    JsonNode document = remote.ask(options, server -> server.get("/api/v1/webhooks"));
    WebhookTable.print(document, console);
    console.result(document);
    return ExitCode.OK;
  }
}
