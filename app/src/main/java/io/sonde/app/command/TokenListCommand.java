package io.sonde.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.app.progress.TokenTable;
import io.sonde.app.token.TokenRegister;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the tokens. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists all tokens that were ever made, the newest first, without their secrets.")
public final class TokenListCommand implements Callable<Integer> {
  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    Console console = options.console();
    try (TokenRegister register =
        TokenRegister.open(options.home(), options.database(), HomeOptions.token())) {
      JsonNode document = register.list();
      new TokenTable(document).print(console);
      console.result(document);
    }
    return ExitCode.OK;
  }
}
