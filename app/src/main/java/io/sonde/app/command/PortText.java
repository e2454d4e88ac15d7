package io.sonde.app.command;

import io.sonde.app.program.UserError;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What the commands with a {@code --port} say of it. */
final class PortText {
  static final String DESCRIPTION =
      "the port of pages and API (default: the one this home had last, else any free one)";

  private PortText() {}

  static OptionalInt checked(@Nullable Integer port) {
    if (port == null) {
      return OptionalInt.empty();
    }
    if (port < 1 || port > 65_535) {
      throw UserError.wrongInput("--port expects a number within [1, 65535], got " + port);
    }
    return OptionalInt.of(port);
  }
}
