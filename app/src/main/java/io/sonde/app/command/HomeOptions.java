package io.sonde.app.command;

import io.sonde.app.home.Home;
import io.sonde.app.progress.Console;
import io.sonde.app.server.DatabaseChoice;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class HomeOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "the home folder (default: SONDE_HOME, else ~/.sonde)")
  private @Nullable Path home;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "an outside PostgreSQL, postgresql://user:password@host:port/name, instead of the"
              + " embedded one (default: SONDE_DATABASE)")
  private @Nullable String database;

  @Option(
      names = "--json",
      description =
          "end the standard output with one line of JSON; the rest goes to standard error")
  private boolean json;

  Home home() {
    if (home != null) {
      return new Home(home);
    }
    return Optional.ofNullable(System.getenv("SONDE_HOME"))
        .filter(text -> !text.isBlank())
        .map(Path::of)
        .map(Home::new)
        .orElseGet(() -> new Home(userHome().resolve(".sonde")));
  }

  private static Path userHome() {
    return Path.of(
        Optional.ofNullable(System.getenv("HOME"))
            .filter(text -> !text.isBlank())
            .orElseGet(() -> System.getProperty("user.home")));
  }

  DatabaseChoice database() {
    String url = database != null ? database : System.getenv("SONDE_DATABASE");
    return DatabaseChoice.of(Optional.ofNullable(url).filter(text -> !text.isBlank()));
  }

  Console console() {
    return Console.ofProcess(json);
  }

  static Optional<String> token() {
    return Optional.ofNullable(System.getenv("SONDE_TOKEN")).filter(text -> !text.isBlank());
  }
}
