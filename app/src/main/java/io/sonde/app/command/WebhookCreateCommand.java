package io.sonde.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.web.document.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a webhook. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = "Makes a webhook and prints the secret that its requests are signed with, once.")
public final class WebhookCreateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "URL", description = "where POST requests go, such as https://…/hook")
  private String url;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "what people know it by, such as 'chat of the team'")
  private String name;

  @Option(
      names = "--event",
      paramLabel = "EVENT",
      split = ",",
      description =
          "what it is told of (default: sweep.completed, sweep.failed and sweep.cancelled); also"
              + " sweep.started, trial.completed, trial.failed and trial.best")
  private List<String> events = List.of();

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      split = ",",
      description = "it is told only of sweeps of these projects (default: of all)")
  private List<String> projects = List.of();

  @Mixin private HomeOptions options;

  @Mixin private RemoteOptions remote;

  @Override
  public Integer call() {
    Console console = options.console();
    ObjectNode body = Json.object().put("name", name).put("url", url);
    ArrayNode told = body.putArray("events");
    events.forEach(told::add);
    ArrayNode named = body.putArray("projects");
    projects.forEach(named::add);
    JsonNode made = remote.ask(options, server -> server.post("/api/v1/webhooks", body));
    console.say("Webhook %s. Its secret is shown this once:".formatted(made.path("id").asText()));
    console.say(made.path("secret").asText());
    console.result(made);
    return ExitCode.OK;
  }
}
