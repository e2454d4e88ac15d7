package io.sonde.store.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The account under which PostgreSQL's programs run.
 *
 * <p>PostgreSQL refuses to run as root. For root there are two ways round: a user namespace ({@code
 * unshare -U}), in which root's files stay reachable and their owner is nobody; and, where the
 * system forbids namespaces, another user ({@code setpriv}), who must be able to reach the folder.
 * A cluster that belongs to an ordinary user already runs as that user.
 */
final class ServerAccount {
  private static final int NOBODY = 65534;

  private final List<String> prefix;
  private final OptionalInt user;

  private ServerAccount(List<String> prefix, OptionalInt user) {
    this.prefix = prefix;
    this.user = user;
  }

  /**
   * The first account that can run the programs.
   *
   * @throws EmbeddedPostgresException when none can
   */
  static ServerAccount choose(PostgresPrograms programs, Path data)
      throws IOException, InterruptedException {
    List<String> refusals = new ArrayList<>();
    for (ServerAccount account : candidates(data)) {
      try {
        ProgramResult result = account.run(List.of(programs.postgres(), "--version"), "");
        if (result.exitCode() == 0) {
          return account;
        }
        refusals.add(result.output().strip());
      } catch (IOException noSuchProgram) {
        refusals.add(String.valueOf(noSuchProgram.getMessage()));
      }
    }
    throw new EmbeddedPostgresException(
        "PostgreSQL's programs in "
            + programs.folder()
            + " cannot be run here ("
            + String.join("; ", refusals)
            + "): start Sonde as an ordinary user, put its home on a file system that allows"
            + " programs, or name a PostgreSQL server of your own.");
  }

  private static List<ServerAccount> candidates(Path data) throws IOException {
    if (!isRoot(new UnixSystem())) {
      return List.of(new ServerAccount(List.of(), OptionalInt.empty()));
    }
    ServerAccount namespace = new ServerAccount(List.of("unshare", "-U", "--"), OptionalInt.of(0));
    if (!Files.exists(data)) {
      return List.of(namespace, user(NOBODY));
    }
    int owner = (int) Files.getAttribute(data, "unix:uid");
    return owner == 0 ? List.of(namespace, user(NOBODY)) : List.of(user(owner));
  }

  /** An account that the system has no name for is told as user 0 as well, but with no name. */
  private static boolean isRoot(UnixSystem system) {
    return system.getUid() == 0 && system.getUsername() != null;
  }

  private static ServerAccount user(int id) {
    return new ServerAccount(
        List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups", "--"),
        OptionalInt.of(id));
  }

  /** Makes this account the owner of a folder or file and all it holds, where that differs. */
  void own(Path path) throws IOException {
    if (user.isPresent() && (int) Files.getAttribute(path, "unix:uid") != user.getAsInt()) {
      FileTree.give(path, user.getAsInt(), user.getAsInt());
    }
  }

  /** The command line that runs the program under this account, in the same process. */
  ProcessBuilder command(List<String> command) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("PG"));
    environment.put("LC_ALL", "C");
    return builder;
  }

  /** Runs a short program to its end. */
  ProgramResult run(List<String> command, String input) throws IOException, InterruptedException {
    Process process = command(command).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException endedBeforeReading) {
      // Its exit code and output say why.
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new ProgramResult(process.waitFor(), output);
  }

  /** How a program ended and all it printed. */
  record ProgramResult(int exitCode, String output) {}
}
