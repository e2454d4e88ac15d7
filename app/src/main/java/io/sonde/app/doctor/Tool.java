package io.sonde.app.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine that Sonde, or what it runs, makes use of. */
record Tool(String name) {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** Where it lies on the PATH; empty where it does not. */
  Optional<Path> place() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** How a call ended, and the first line that it printed. */
  record Answer(boolean good, String line) {}

  /** Calls it; a call that takes too long did not end well. */
  Answer call(String... arguments) {
    try {
      Process process =
          new ProcessBuilder(Stream.concat(Stream.of(name), Stream.of(arguments)).toList())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Answer(false, "no answer within " + LIMIT.toSeconds() + " s");
      }
      List<String> lines = output.join().lines().filter(line -> !line.isBlank()).toList();
      return new Answer(process.exitValue() == 0, lines.isEmpty() ? "" : lines.get(0).strip());
    } catch (IOException e) {
      return new Answer(false, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(false, "interrupted");
    }
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
