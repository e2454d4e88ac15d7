package io.sonde.store.embedded;

import io.sonde.store.embedded.ServerAccount.ProgramResult;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database cluster in a folder: made once, then started and stopped. Not thread-safe. */
final class Cluster {
  static final String USER = "sonde";
  static final String DATABASE = "sonde";
  private static final Logger log = LoggerFactory.getLogger(Cluster.class);
  private static final String LEFT_CHILDREN = "pre-existing shared memory block";
  private static final int LOOKS_FOR_CHILDREN = 150;
  private static final long LOOK_AGAIN_MILLIS = 100;

  /**
   * Durable, and modest for a machine whose work is elsewhere: no replication, no parallel queries,
   * a small cache.
   */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("listen_addresses", "127.0.0.1"),
          Map.entry("unix_socket_directories", ""),
          Map.entry("fsync", "on"),
          Map.entry("synchronous_commit", "on"),
          Map.entry("full_page_writes", "on"),
          Map.entry("shared_buffers", "64MB"),
          Map.entry("max_connections", "40"),
          Map.entry("max_wal_size", "512MB"),
          Map.entry("wal_level", "minimal"),
          Map.entry("max_wal_senders", "0"),
          Map.entry("max_parallel_workers_per_gather", "0"),
          Map.entry("random_page_cost", "1.1"),
          Map.entry("log_checkpoints", "off"),
          Map.entry("timezone", "UTC"),
          Map.entry("recovery_init_sync_method", syncMethod()));

  private final PostgresFolder folder;
  private final PostgresPrograms programs;
  private final ServerAccount account;

  private Cluster(PostgresFolder folder, PostgresPrograms programs, ServerAccount account) {
    this.folder = folder;
    this.programs = programs;
    this.account = account;
  }

  /** The cluster of the folder, made first where there is none. */
  static Cluster open(PostgresFolder folder, PostgresPrograms programs, String password)
      throws IOException, InterruptedException {
    ServerAccount account = ServerAccount.choose(programs, folder.data());
    Cluster cluster = new Cluster(folder, programs, account);
    if (Files.exists(folder.data())) {
      cluster.requireSameVersion();
      account.own(folder.data());
    } else {
      cluster.create(password);
    }
    return cluster;
  }

  private void create(String password) throws IOException, InterruptedException {
    log.info("Creating the embedded database in {}", folder.data());
    Path data = folder.unfinished("data");
    Path passwordFile = Files.createTempFile(folder.root(), "unfinished-password-", "");
    Files.writeString(passwordFile, password + "\n");
    account.own(data);
    account.own(passwordFile);
    succeed(
        "initdb",
        List.of(
            programs.initdb(),
            "-D",
            data.toString(),
            "-U",
            USER,
            "-A",
            "scram-sha-256",
            "--pwfile",
            passwordFile.toString(),
            "-E",
            "UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums"),
        "");
    Files.delete(passwordFile);
    succeed(
        "creating the database",
        List.of(programs.postgres(), "--single", "-D", data.toString(), "postgres"),
        "CREATE DATABASE " + DATABASE + "\n");
    Files.move(data, folder.data(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void succeed(String what, List<String> command, String input)
      throws IOException, InterruptedException {
    ProgramResult result = account.run(command, input);
    if (result.exitCode() != 0 || result.output().contains("ERROR:")) {
      throw failure("The embedded database could not be made, at " + what, result.output().strip());
    }
  }

  private void requireSameVersion() throws IOException, InterruptedException {
    String found = Files.readString(folder.data().resolve("PG_VERSION")).strip();
    String version = account.run(List.of(programs.postgres(), "--version"), "").output().strip();
    if (!version.contains(" " + found + ".")) {
      throw new EmbeddedPostgresException(
          "The database in "
              + folder.data()
              + " was made by PostgreSQL "
              + found
              + ", but this Sonde brings "
              + version
              + ": export with the Sonde that made it, then begin with another home folder.");
    }
  }

  /**
   * Ends a server of this cluster that an earlier process left running, and clears the way past the
   * pid file of one that is gone.
   */
  void stopLeftOver() throws IOException, InterruptedException {
    Optional<PostmasterFile> file = PostmasterFile.in(folder.data());
    if (file.isEmpty()) {
      return;
    }
    if (file.get().namesRunningServer()) {
      log.info(
          "Stopping the embedded database that an earlier process left (pid {})", file.get().pid());
      stop();
    } else {
      file.get().disown();
    }
  }

  /** Ends the running server: politely to its clients' transactions first, then at once. */
  void stop() throws IOException, InterruptedException {
    for (String mode : List.of("fast", "immediate")) {
      ProgramResult result =
          account.run(
              List.of(
                  programs.pgCtl(),
                  "stop",
                  "-D",
                  folder.data().toString(),
                  "-m",
                  mode,
                  "-w",
                  "-t",
                  "30"),
              "");
      boolean runs =
          PostmasterFile.in(folder.data()).filter(PostmasterFile::namesRunningServer).isPresent();
      if (result.exitCode() == 0 || !runs) {
        return;
      }
      log.warn("The embedded database did not stop in mode {}: {}", mode, result.output().strip());
    }
  }

  /**
   * Starts the server and waits until it takes connections. Children of a server that was killed
   * may need a moment to notice; they are waited for.
   *
   * @throws PortTakenException when something else listens on the port
   */
  Postmaster launch(int port) throws IOException, InterruptedException {
    requireFree(port);
    for (int look = 1; ; look++) {
      ServerLog serverLog = ServerLog.continued(folder.log());
      Postmaster postmaster = new Postmaster(process(port), port);
      try {
        if (postmaster.awaitReady(folder.data())) {
          return postmaster;
        }
      } catch (IOException | InterruptedException e) {
        postmaster.kill();
        throw e;
      }
      if (serverLog.contains("could not bind")) {
        throw new PortTakenException(port);
      }
      if (look == LOOKS_FOR_CHILDREN || !serverLog.contains(LEFT_CHILDREN)) {
        throw failure("The embedded database did not start", serverLog.lastWords());
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  private Process process(int port) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(programs.postgres(), "-D", folder.data().toString(), "-p", "" + port));
    SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    ProcessBuilder builder = account.command(OwnSession.of(command));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
    return builder.start();
  }

  /**
   * After a crash: one call for the whole file system is 20 times as quick as one for each file.
   */
  private static String syncMethod() {
    return System.getProperty("os.name").equals("Linux") ? "syncfs" : "fsync";
  }

  private static void requireFree(int port) throws IOException {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      log.debug("Port {} is free", probe.getLocalPort());
    } catch (BindException taken) {
      throw new PortTakenException(port);
    }
  }

  private EmbeddedPostgresException failure(String what, String lastWords) {
    if (lastWords.contains("No space left on device")) {
      return new EmbeddedPostgresException(EmbeddedPostgresException.diskFull(folder.root()));
    }
    return new EmbeddedPostgresException(
        what + ": " + lastWords + " (whole log: " + folder.log() + ")");
  }
}
