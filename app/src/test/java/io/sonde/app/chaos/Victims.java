package io.sonde.app.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** The processes that run below a folder, told apart by what they work for. */
final class Victims {
  private final Path folder;
  private final Path database;

  /**
   * Those of the processes that name or work in a folder.
   *
   * @param home the server's home below it
   */
  Victims(Path folder, Path home) {
    this.folder = folder;
    this.database = home.resolve("postgres");
  }

  /** A process as it was seen a moment ago. */
  record Victim(ProcessHandle process, String commandLine, String workingFolder) {
    private static final int SHOWN = 100;

    /** As {@code kill -9}; answers what was hit. */
    String kill() {
      process.destroyForcibly();
      String shown = commandLine.strip();
      return process.pid()
          + " "
          + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown);
    }

    boolean belongsTo(Path folder) {
      return commandLine.contains(folder.toString()) || workingFolder.startsWith(folder.toString());
    }
  }

  /** One of the database's processes, the first or a connection's. */
  Optional<Victim> ofDatabase(RandomGenerator random) {
    return any(random, all().filter(seen -> seen.belongsTo(database)).toList());
  }

  /**
   * One of those that run trials: gates, workers, commands, and their children. Slurm's own
   * processes and the script that it runs are left out: without cgroups it leaves behind what they
   * started.
   */
  Optional<Victim> ofTrials(RandomGenerator random, long server) {
    return any(
        random,
        all()
            .filter(seen -> seen.belongsTo(folder) && !seen.belongsTo(database))
            .filter(seen -> seen.process().pid() != server)
            .filter(seen -> !seen.commandLine().contains("slurm"))
            .toList());
  }

  private static Optional<Victim> any(RandomGenerator random, List<Victim> among) {
    return among.isEmpty()
        ? Optional.empty()
        : Optional.of(among.get(random.nextInt(among.size())));
  }

  private static Stream<Victim> all() {
    long self = ProcessHandle.current().pid();
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != self)
        .map(p -> new Victim(p, commandLine(p.pid()), workingFolder(p.pid())));
  }

  private static String commandLine(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  private static String workingFolder(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd")).toString();
    } catch (IOException e) {
      return "";
    }
  }
}
