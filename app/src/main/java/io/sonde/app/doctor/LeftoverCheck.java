package io.sonde.app.doctor;

import io.sonde.app.home.Home;
import io.sonde.app.home.ServerLock;
import io.sonde.app.home.ServerRecord;
import io.sonde.app.program.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** What servers and commands that were killed have left in the home. */
final class LeftoverCheck implements Check {
  private final Home home;

  LeftoverCheck(Home home) {
    this.home = home;
  }

  @Override
  public String part() {
    return "server process";
  }

  @Override
  public void run(Findings findings) {
    Optional<ServerRecord> record = ServerRecord.read(home);
    if (held(home)) {
      running(findings, record);
    } else if (record.isPresent()) {
      findings.warning(
          part(),
          "%s names a server (process %d at %s) that does not run any more"
              .formatted(home.serverRecord(), record.get().pid(), record.get().address()),
          "it was killed or crashed; its trials' processes may still run and try to report",
          "start a server: it takes them up again ('sonde serve')");
    } else if (Files.exists(home.serverRecord())) {
      findings.warning(
          part(),
          home.serverRecord() + " cannot be read",
          "no command would find a server by it",
          "remove the file; a server writes it anew when it starts");
    } else {
      findings.ok(part(), "no server runs in this home");
    }
    halfDone(findings);
  }

  /** Whether a live process holds the home; not, where that cannot be found out. */
  static boolean held(Home home) {
    try {
      return ServerLock.held(home);
    } catch (UserError e) {
      return false;
    }
  }

  private void running(Findings findings, Optional<ServerRecord> record) {
    if (record.isEmpty()) {
      findings.warning(
          part(),
          "a process holds " + home.serverLock() + ", but has not said where it listens",
          "it is just starting, or hangs",
          "ask again in a minute; then look into " + home.logs());
      return;
    }
    boolean alive = ProcessHandle.of(record.get().pid()).map(ProcessHandle::isAlive).orElse(false);
    if (alive) {
      findings.ok(
          part(), "process %d serves %s".formatted(record.get().pid(), record.get().address()));
    } else {
      findings.error(
          part(),
          "process %d of %s does not run here, but the lock is held"
              .formatted(record.get().pid(), home.serverRecord()),
          "another process owns the home, perhaps in a container or on another machine",
          "stop that one; a home is for one server at a time");
    }
  }

  private void halfDone(Findings findings) {
    if (!Files.isDirectory(home.folder())) {
      return;
    }
    try (Stream<Path> entries = Files.list(home.folder())) {
      entries
          .filter(entry -> entry.getFileName().toString().equals("restoring"))
          .forEach(
              entry ->
                  findings.warning(
                      part(),
                      entry + " was left by a restore that did not get to its end",
                      "the home may lack what was to be restored",
                      "restore again: that removes it first"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
