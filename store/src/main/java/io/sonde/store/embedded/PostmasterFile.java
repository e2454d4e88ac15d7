package io.sonde.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code postmaster.pid} in which a PostgreSQL server says who it is and how far it got.
 *
 * @param path the file
 * @param lines its lines: process id, data folder, start, port, socket folder, address, shared
 *     memory, status
 */
record PostmasterFile(Path path, List<String> lines) {
  /** Beyond what Linux and macOS give to processes, so that nothing ever has it. */
  private static final String NO_PROCESS = "99999999";

  /** The file of a data folder, if there is one with at least a process id in it. */
  static Optional<PostmasterFile> in(Path data) throws IOException {
    Path path = data.resolve("postmaster.pid");
    try {
      List<String> lines = Files.readAllLines(path);
      boolean begun = !lines.isEmpty() && lines.get(0).strip().matches("\\d+");
      return begun ? Optional.of(new PostmasterFile(path, lines)) : Optional.empty();
    } catch (NoSuchFileException notRunning) {
      return Optional.empty();
    }
  }

  long pid() {
    return Long.parseLong(lines.get(0).strip());
  }

  /** Only of a server that is ready. */
  int port() {
    return Integer.parseInt(lines.get(3).strip());
  }

  boolean ready() {
    return lines.size() > 7 && lines.get(7).strip().equals("ready");
  }

  /**
   * Whether the process that the file names is a server of this very data folder: it may be gone,
   * or its id may have passed to a stranger. A process that is dead but not yet reaped has no
   * command line any more and does not count.
   */
  boolean namesRunningServer() {
    String data = String.valueOf(path.getParent());
    return ProcessHandle.of(pid())
        .flatMap(process -> process.info().arguments())
        .filter(arguments -> List.of(arguments).contains(data))
        .isPresent();
  }

  /**
   * Makes the file name no process. PostgreSQL would take any process of that id for a running
   * server and refuse to start; deleting the file instead would take away its own check that no
   * child of the dead server still uses the data.
   */
  void disown() throws IOException {
    String rest = String.join("\n", lines.subList(1, lines.size()));
    Files.writeString(path, NO_PROCESS + "\n" + rest + "\n");
  }
}
