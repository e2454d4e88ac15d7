package io.sonde.scheduler.local;

import io.sonde.scheduler.port.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Starts commands behind a gate, each as the leader of a session of its own where the system has
 * {@code setsid}.
 */
final class ProcessStarter {

  /**
   * Waits for a line before it runs the command. Makes the command, rather than the server, what a
   * kernel that runs out of memory kills first. Stays until the command has ended, whatever asks
   * the two of them to end, and leaves its exit code in a file, because a later server cannot wait
   * for a process that is not its child. Is silent meanwhile: shells like to say which signal ended
   * a command.
   */
  private static final String GATE =
      """
      { echo 500 > /proc/self/oom_score_adj; } 2> /dev/null
      IFS= read -r go || exit 125
      file=$1
      shift
      trap : TERM INT HUP
      exec 3>&2 2> /dev/null
      (exec "$@" 2>&3 3>&-)
      code=$?
      [ -z "$file" ] || echo "$code" > "$file"
      exit "$code"
      """;

  private final OperatingSystem system;
  private final Map<String, String> inherited;
  private final ExitFiles exits;
  private final Optional<Path> setsid;

  /**
   * Looks for {@code setsid}.
   *
   * @param inherited the environment of the server
   * @param exits where exit codes are left
   */
  ProcessStarter(OperatingSystem system, Map<String, String> inherited, ExitFiles exits) {
    this.system = system;
    this.inherited = Map.copyOf(inherited);
    this.exits = exits;
    setsid = onPath("setsid", inherited.getOrDefault("PATH", ""), Path.of("/"));
  }

  /**
   * Starts a process behind its gate.
   *
   * @throws StartFailure where the command cannot run
   */
  GatedProcess start(
      List<String> command, Map<String, String> environment, Path directory, Path log)
      throws StartFailure {
    String marker = UUID.randomUUID().toString();
    ProcessBuilder builder = new ProcessBuilder(behindGate(command, marker));
    Map<String, String> variables = builder.environment();
    variables.clear();
    inherited.forEach(
        (name, value) -> {
          if (!name.startsWith("SONDE_")) {
            variables.put(name, value);
          }
        });
    variables.putAll(environment);
    variables.put(ProcessFamily.MARKER, marker);
    check(command.get(0), variables.getOrDefault("PATH", ""), directory);
    return start(builder.directory(directory.toFile()), log, marker);
  }

  private GatedProcess start(ProcessBuilder builder, Path log, String marker) throws StartFailure {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      Process process = builder.start();
      long pid = process.pid();
      long group = setsid.isPresent() ? pid : 0;
      long startTime = system.startTime(pid).orElse(0);
      return new GatedProcess(
          process, new ProcessIdentity(pid, startTime, system.bootId(), group, marker));
    } catch (IOException e) {
      throw new StartFailure("the command cannot be started: " + e.getMessage());
    }
  }

  private List<String> behindGate(List<String> command, String marker) {
    List<String> line = new ArrayList<>();
    setsid.ifPresent(tool -> line.add(tool.toString()));
    line.addAll(List.of("/bin/sh", "-c", GATE, "sonde-gate", exits.path(marker)));
    line.addAll(command);
    return line;
  }

  /**
   * Looks before the start for what would else only show as an exit code that a command could have
   * as well.
   */
  private static void check(String executable, String path, Path directory) throws StartFailure {
    if (!Files.isDirectory(directory)) {
      throw new StartFailure("the folder to run in does not exist: " + directory);
    }
    if (executable.contains("/")) {
      Path file = directory.resolve(executable);
      if (!Files.exists(file)) {
        throw new StartFailure("the command does not exist: " + file);
      }
      if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
        throw new StartFailure("the command is not an executable file: " + file);
      }
    } else if (onPath(executable, path, directory).isEmpty()) {
      throw new StartFailure("the command \"" + executable + "\" is not in any folder of PATH");
    }
  }

  private static Optional<Path> onPath(String name, String path, Path directory) {
    return Stream.of(path.split(":", -1))
        .map(folder -> directory.resolve(folder).resolve(name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
