package io.sonde.app.command;

import io.sonde.app.program.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about webhooks. */
@Command(
    name = "webhook",
    mixinStandardHelpOptions = true,
    description =
        "Makes, lists, tries and deletes the webhooks of a running server, and shows what was"
            + " sent.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      WebhookCreateCommand.class,
      WebhookListCommand.class,
      WebhookPingCommand.class,
      WebhookDeliveriesCommand.class,
      WebhookRedeliverCommand.class,
      WebhookDeleteCommand.class
    })
public final class WebhookCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "a command is expected: create, list, ping, deliveries, redeliver or delete");
  }

  /** The place of a webhook in the API. Throws for what cannot be the id of one. */
  static String place(String id) {
    if (!id.matches("[a-z0-9]{1,40}")) {
      throw UserError.wrongInput(
          "there is no webhook " + id + "; 'sonde webhook list' shows the ids");
    }
    return "/api/v1/webhooks/" + id;
  }
}
