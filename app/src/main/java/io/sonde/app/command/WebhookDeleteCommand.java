package io.sonde.app.command;

import io.sonde.app.program.ExitCode;
import io.sonde.web.document.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes a webhook. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = "Removes a webhook and the list of its deliveries; what still waits is not sent.")
public final class WebhookDeleteCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "the webhook's id, as 'sonde webhook list' shows it")
  private String id;

  @Mixin private HomeOptions options;

  @Mixin private RemoteOptions remote;

  @Override
  public Integer call() {
    String place = WebhookCommand.place(id);
    String done =
        remote.ask(
            options,
            server -> {
              server.delete(place);
              return "Webhook " + id + " is deleted.";
            });
    options.console().say(done);
    options.console().result(Json.object().put("id", id));
    return ExitCode.OK;
  }
}
