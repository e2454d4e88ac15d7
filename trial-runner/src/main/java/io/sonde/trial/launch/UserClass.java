package io.sonde.trial.launch;

import io.sonde.search.spec.SweepSpec;
import io.sonde.trial.command.ClassSettings;
import io.sonde.trial.command.CommandLine;
import io.sonde.trial.command.CommandSettings;
import io.sonde.trial.protocol.WorkerExit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * {@code kind: class}: a virtual machine that loads the user's class. What the worker of networks
 * knows, Deeplearning4j included, stands behind the user's own class path.
 */
public final class UserClass implements AttemptCommand {
  /** Loaded by its name, so that this process does not load what it refers to. */
  private static final String MAIN = "io.sonde.trial.worker.user.ClassMain";

  private final WorkerCommand java;

  /** With the Java and the class path of workers. */
  public UserClass(WorkerCommand java) {
    this.java = java;
  }

  @Override
  public CommandLine line(SweepSpec spec, CommandLine.Facts facts) {
    ClassSettings settings = ClassSettings.of(spec);
    List<String> line = new ArrayList<>();
    line.addAll(
        java.line(spec.resources().memoryBytes(), settings.classpath(), settings.options(), MAIN));
    line.add(settings.name());
    Map<String, String> environment = new HashMap<>(WorkerJobs.ENVIRONMENT);
    environment.putAll(CommandLine.of(settings.surroundings(), facts).environment());
    return new CommandLine(line, environment);
  }

  @Override
  public Path directory(SweepSpec spec) {
    return CommandSettings.of(spec).directory();
  }

  @Override
  public OptionalInt memoryExit() {
    return OptionalInt.of(WorkerExit.OUT_OF_MEMORY);
  }
}
