package io.sonde.scheduler.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Any system with a POSIX {@code ps}, such as macOS. Environments of other processes and the
 * kernel's kills stay unknown here.
 */
final class PosixSystem implements OperatingSystem {

  @Override
  public String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      throw new UncheckedIOException("this machine has no name", e);
    }
  }

  @Override
  public String bootId() {
    try {
      return "boot " + String.join(" ", run("sysctl", "-n", "kern.boottime"));
    } catch (UncheckedIOException noSuchTool) {
      // Start times are instants here, which tell processes of different boots apart by themselves.
      return "boot unknown";
    }
  }

  @Override
  public List<ProcessEntry> processes() {
    List<ProcessEntry> processes = new ArrayList<>();
    for (String line : run("ps", "-A", "-o", "pid=,ppid=,pgid=,stat=")) {
      String[] fields = line.strip().split("\\s+", -1);
      long pid = Long.parseLong(fields[0]);
      if (!fields[3].startsWith("Z")) {
        startTime(pid)
            .ifPresent(
                start ->
                    processes.add(
                        new ProcessEntry(
                            pid, Long.parseLong(fields[1]), Long.parseLong(fields[2]), start)));
      }
    }
    return processes;
  }

  @Override
  public OptionalLong startTime(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().startInstant())
        .map(Instant::toEpochMilli)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  @Override
  public boolean carries(long pid, String variable, String value) {
    return false;
  }

  @Override
  public Optional<Path> output(long pid) {
    return Optional.empty();
  }

  @Override
  public long residentBytes(long pid) {
    return run("ps", "-o", "rss=", "-p", Long.toString(pid)).stream()
        .mapToLong(line -> Long.parseLong(line.strip()) * 1024)
        .sum();
  }

  @Override
  public long outOfMemoryKills() {
    return 0;
  }

  private static List<String> run(String... command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      byte[] output = process.getInputStream().readAllBytes();
      return new String(output, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command[0], e);
    }
  }
}
