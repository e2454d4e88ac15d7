package io.sonde.trial.launch;

import io.sonde.search.spec.SweepSpec;
import io.sonde.trial.command.CommandLine;
import java.nio.file.Path;
import java.util.OptionalInt;

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

  /** The exit code by which the process says that its memory ran out; empty when it has none. */
  default OptionalInt memoryExit() {
    return OptionalInt.empty();
  }
}
