package io.sonde.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.program.ExitCode;
import io.sonde.app.program.UserError;
import io.sonde.app.progress.Console;
import io.sonde.app.token.NewToken;
import io.sonde.app.token.TokenRegister;
import io.sonde.web.access.Lifetime;
import io.sonde.web.port.Role;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a token. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    description = "Makes a token and prints it, once: it is kept nowhere.")
public final class TokenCreateCommand implements Callable<Integer> {
  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "what people know it by, such as 'CI of speech'")
  private String name;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      required = true,
      description =
          "read: see sweeps; run: start and steer them; code: also those whose spec says what runs"
              + " (commands, classes, pods); admin: everything")
  private String role;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      split = ",",
      description =
          "it sees and starts only sweeps of these projects (default: of all); a spec's project is"
              + " resources.project, else the experiment's name")
  private List<String> projects = List.of();

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "after which it is worth nothing, such as 12h, 90d or 8w (default: never)")
  private @Nullable String expires;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    NewToken asked = new NewToken(name, role(), projects, Optional.ofNullable(expires));
    asked.expires().ifPresent(TokenCreateCommand::requireTime);
    Console console = options.console();
    try (TokenRegister register =
        TokenRegister.open(options.home(), options.database(), HomeOptions.token())) {
      JsonNode made = register.create(asked);
      console.say(
          "Token %s with the role %s. It is shown this once:"
              .formatted(made.path("id").asText(), made.path("role").asText()));
      console.say(made.path("token").asText());
      console.result(made);
    }
    return ExitCode.OK;
  }

  private Role role() {
    return Role.of(role)
        .orElseThrow(
            () ->
                UserError.wrongInput(
                    "--role expects one of " + Role.words() + ", got '" + role + "'"));
  }

  private static void requireTime(String text) {
    try {
      Lifetime.parse(text);
    } catch (IllegalArgumentException e) {
      throw UserError.wrongInput("--expires: " + e.getMessage());
    }
  }
}
