package io.sonde.app.command;

import io.sonde.app.client.ServerClient;
import io.sonde.app.program.ExitCode;
import io.sonde.app.program.UserError;
import io.sonde.app.progress.Console;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what a sweep came to, for people or for the CI that started it. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Writes what a sweep came to: Markdown for a comment or a job's summary, or the XML of"
            + " JUnit's reports. With a baseline it says what the gate decides. Exit code 0 once it"
            + " is written, whatever it says.")
public final class ReportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SWEEP", description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Mixin private HomeOptions options;

  @Mixin private RemoteOptions remote;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "md",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private ReportFormat format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "where it is written (default: the standard output)")
  private @Nullable Path output;

  @Mixin private GateOptions gate;

  /** The formats, by the words of the command line and of the address. */
  enum ReportFormat {
    md,
    xml
  }

  @Override
  public Integer call() {
    Console console = options.console();
    if (console.json() && output == null) {
      throw UserError.wrongInput(
          "--json needs --output FILE: without it the report itself is the standard output");
    }
    String path = path();
    ServerClient server = remote.client(options);
    byte[] report = RemoteOptions.patient(server).ask(() -> read(server, path));
    if (output == null) {
      console.output().writeBytes(report);
      console.output().flush();
    } else {
      write(output, report);
      console.say("The report of sweep " + sweep + " is in " + output + ".");
      console.result(Json.object().put("sweep", sweep).put("file", output.toString()));
    }
    return ExitCode.OK;
  }

  private String path() {
    if (!gate.compares() && gate.rules()) {
      throw UserError.wrongInput(
          "--margin and --confidence belong to the gate: name what to compare with, by --baseline"
              + " or --baseline-branch");
    }
    String path = "/api/v1/sweeps/" + sweep + "/report." + format.name();
    return gate.compares() ? path + gate.query() : path;
  }

  private static byte[] read(ServerClient server, String path) throws IOException {
    try (InputStream body = server.open(path)) {
      return body.readAllBytes();
    }
  }

  private static void write(Path file, byte[] report) {
    try {
      Files.write(file, report);
    } catch (IOException e) {
      throw UserError.surroundings(
          "cannot write the report to "
              + file
              + " ("
              + e.getClass().getSimpleName()
              + ": "
              + e.getMessage()
              + "); name a file in a folder that is there with --output");
    }
  }
}
