package io.sonde.app.command;

import io.sonde.app.program.UserError;
import io.sonde.app.progress.Console;
import io.sonde.app.server.ServerSettings;
import io.sonde.app.server.SpecParts;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs a sweep to its end. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description =
        "Runs the sweep of a spec to its end, with its pages up meanwhile. Beside a running server"
            + " of the same home it hands the sweep to that server and follows it.")
public final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SPEC", description = "the YAML file")
  private Path file;

  @Mixin private HomeOptions options;

  @Mixin private ServerOptions listening;

  @Mixin private OverrideOptions instead;

  @Override
  public Integer call() {
    Overrides overrides = instead.overrides();
    ServerSettings settings = listening.settings(options);
    SpecFile spec = SpecFile.read(file);
    check(spec);
    Console console = options.console();
    return new SweepRun(settings, console)
        .run(sweeps -> sweeps.start(spec.text(), spec.folder(), overrides));
  }

  /** Says what is wrong with the spec before anything is started. */
  private static void check(SpecFile file) {
    try {
      SpecParts parts = new SpecParts();
      SweepSpec spec = parts.reader().read(file.text(), file.folder());
      parts.prepare(spec);
    } catch (SpecException e) {
      throw file.error(e);
    }
  }

  static int atLeastOne(String option, int value) {
    if (value < 1) {
      throw UserError.wrongInput(option + " expects at least 1, got " + value);
    }
    return value;
  }
}
