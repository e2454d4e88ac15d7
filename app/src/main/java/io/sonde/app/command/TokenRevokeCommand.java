package io.sonde.app.command;

import io.sonde.app.program.ExitCode;
import io.sonde.app.token.TokenRegister;
import io.sonde.web.document.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Revokes a token. */
@Command(
    name = "revoke",
    mixinStandardHelpOptions = true,
    description =
        "Makes a token worth nothing, for good; sessions of browsers in which it was typed end with"
            + " it.")
public final class TokenRevokeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "the token's id, as 'sonde token list' shows it")
  private String id;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    try (TokenRegister register =
        TokenRegister.open(options.home(), options.database(), HomeOptions.token())) {
      register.revoke(id);
      options.console().say("Token " + id + " is revoked.");
      options.console().result(Json.object().put("id", id));
    }
    return ExitCode.OK;
  }
}
