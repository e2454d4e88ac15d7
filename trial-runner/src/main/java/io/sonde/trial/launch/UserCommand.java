package io.sonde.trial.launch;

import io.sonde.search.spec.SweepSpec;
import io.sonde.trial.command.CommandLine;
import io.sonde.trial.command.CommandSettings;
import java.nio.file.Path;

/** {@code kind: command}: what the spec says. */
public final class UserCommand implements AttemptCommand {
  @Override
  public CommandLine line(SweepSpec spec, CommandLine.Facts facts) {
    return CommandLine.of(CommandSettings.of(spec), facts);
  }

  @Override
  public Path directory(SweepSpec spec) {
    return CommandSettings.of(spec).directory();
  }
}
