package io.sonde.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/** The processes that belong to a home: their command lines name it, or they work in it. */
public final class HomeProcesses {
  private final Path home;

  /** Those of a home. */
  public HomeProcesses(Path home) {
    this.home = home;
  }

  /** Workers that hold or wait for a trial. */
  List<Long> workers() {
    return pids("WorkerMain");
  }

  /** The embedded database's first process. */
  List<Long> databases() {
    return pids(home.resolve("postgres").toString());
  }

  private List<Long> pids(String text) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> commandLine(pid).contains(home.toString()) || worksIn(pid))
        .filter(pid -> commandLine(pid).contains(text))
        .toList();
  }

  private boolean worksIn(long pid) {
    try {
      Path folder = Files.readSymbolicLink(Path.of("/proc", String.valueOf(pid), "cwd"));
      return folder.startsWith(home);
    } catch (IOException e) {
      return false;
    }
  }

  /** What is left of a process whose parent never asked for its end has no command line. */
  private static String commandLine(long pid) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "cmdline"));
      return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }

  /** Asserts that soon no process of the home is left. */
  public void assertNoneLeft() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> Assertions.assertThat(described()).isEmpty());
  }

  private List<String> described() {
    return pids("").stream().map(pid -> pid + " " + commandLine(pid)).toList();
  }
}
