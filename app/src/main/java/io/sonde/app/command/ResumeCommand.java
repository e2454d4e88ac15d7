package io.sonde.app.command;

import io.sonde.app.server.ServerSettings;
import io.sonde.search.port.SweepStore.Overrides;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Goes on with a sweep. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    description =
        "Goes on with a sweep that was paused or interrupted, where it stood. Its budget counts the whole"
            + " sweep.")
public final class ResumeCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SWEEP", description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Mixin private HomeOptions options;

  @Mixin private ServerOptions listening;

  @Override
  public Integer call() {
    ServerSettings settings = listening.settings(options);
    return new SweepRun(settings, options.console())
        .run(
            sweeps -> {
              sweeps.resume(sweep, Overrides.NONE);
              return sweep;
            });
  }
}
