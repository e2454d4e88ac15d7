package io.sonde.app.server;

import io.sonde.app.home.Home;
import io.sonde.app.program.UserError;
import io.sonde.trial.launch.WorkerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds what the build wrote for worker processes: their jar and their class path. */
final class WorkerFiles {
  private WorkerFiles() {}

  /** How workers of this checkout are started, which the launcher names. */
  static WorkerCommand command(Home home) {
    Path build = root().resolve("trial-runner").resolve("target");
    try {
      return WorkerCommand.of(
          build.resolve("trial-runner.jar"),
          build.resolve("worker.classpath"),
          natives(build, home));
    } catch (IOException e) {
      throw UserError.surroundings(
          "the build is not whole ("
              + e.getMessage()
              + "); run 'mvn clean' and then ./sonde again");
    }
  }

  /** Half a gigabyte that every home can share; a home of its own has it where it must. */
  private static Path natives(Path build, Home home) {
    return Files.isWritable(build) ? build.resolve("natives") : home.cache();
  }

  private static Path root() {
    return Optional.ofNullable(System.getProperty("sonde.root"))
        .map(Path::of)
        .orElseThrow(
            () ->
                UserError.surroundings(
                    "start Sonde by its launcher, ./sonde, which knows where it is"));
  }
}
