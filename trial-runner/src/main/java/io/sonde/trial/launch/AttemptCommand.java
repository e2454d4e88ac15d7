package io.sonde.trial.launch;

import io.sonde.search.spec.SweepSpec;
import io.sonde.trial.command.CommandLine;
import java.nio.file.Path;

/** How a kind of trial turns an attempt into a process. Thread-safe. */
public interface AttemptCommand {
  /**
   * The command of an attempt.
   *
   * @throws IllegalArgumentException saying why this configuration cannot be run
   */
  CommandLine line(SweepSpec spec, CommandLine.Facts facts);

  /** The folder that it runs in, absolute. */
  Path directory(SweepSpec spec);
}
