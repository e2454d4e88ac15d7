package io.sonde.app.command;

import io.sonde.app.program.ExitCode;
import io.sonde.app.results.Results;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes all trials of a sweep. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes all trials of a sweep to the standard output.")
public final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SWEEP", description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Mixin private HomeOptions options;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "json",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private ExportFormat format;

  @Override
  public Integer call() {
    try (Results results = Results.open(options.home(), options.database(), HomeOptions.token())) {
      results.export(sweep, format.name(), options.console().output());
    }
    return ExitCode.OK;
  }

  /** The formats, by the words of the command line. */
  enum ExportFormat {
    json,
    csv
  }
}
