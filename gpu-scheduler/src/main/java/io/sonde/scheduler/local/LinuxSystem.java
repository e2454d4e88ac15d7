package io.sonde.scheduler.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Linux, by its {@code /proc} as proc(5) describes it. */
final class LinuxSystem implements OperatingSystem {

  private static final Path PROC = Path.of("/proc");

  /**
   * Positions in {@code /proc/PID/stat}, counted from the field after the command's closing
   * parenthesis.
   */
  private static final int STATE = 0;

  private static final int PARENT = 1;
  private static final int GROUP = 2;
  private static final int START_TIME = 19;

  static boolean present() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  @Override
  public String hostName() {
    return read(PROC.resolve("sys/kernel/hostname"));
  }

  @Override
  public String bootId() {
    return read(PROC.resolve("sys/kernel/random/boot_id"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  @Override
  public List<ProcessEntry> processes() {
    List<ProcessEntry> processes = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[1-9]*")) {
      for (Path folder : folders) {
        process(folder).ifPresent(processes::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the processes in " + PROC, e);
    }
    return processes;
  }

  private static Optional<ProcessEntry> process(Path folder) {
    String stat;
    try {
      stat = new String(Files.readAllBytes(folder.resolve("stat")), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return Optional.empty();
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", START_TIME + 2);
    if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
      return Optional.empty();
    }
    return Optional.of(
        new ProcessEntry(
            Long.parseLong(folder.getFileName().toString()),
            Long.parseLong(fields[PARENT]),
            Long.parseLong(fields[GROUP]),
            Long.parseLong(fields[START_TIME])));
  }

  @Override
  public OptionalLong startTime(long pid) {
    return process(PROC.resolve(Long.toString(pid))).stream()
        .mapToLong(ProcessEntry::startTime)
        .findFirst();
  }

  @Override
  public boolean carries(long pid, String variable, String value) {
    try {
      byte[] bytes = Files.readAllBytes(PROC.resolve(pid + "/environ"));
      String environment = "\0" + new String(bytes, StandardCharsets.ISO_8859_1) + "\0";
      return environment.contains("\0" + variable + "=" + value + "\0");
    } catch (IOException goneOrNotOurs) {
      return false;
    }
  }

  @Override
  public Optional<Path> output(long pid) {
    try {
      return Optional.of(Files.readSymbolicLink(PROC.resolve(pid + "/fd/1")))
          .filter(Files::isRegularFile);
    } catch (IOException goneOrNotOurs) {
      return Optional.empty();
    }
  }

  @Override
  public long residentBytes(long pid) {
    return number(PROC.resolve(pid + "/status"), "VmRSS:") * 1024;
  }

  /** From the proportional set size, which the kernel walks through all pages for. */
  @Override
  public long heldBytes(long pid) {
    Path shares = PROC.resolve(pid + "/smaps_rollup");
    long kilobytes = number(shares, "Pss_Anon:") + number(shares, "Pss_Shmem:");
    return kilobytes > 0 ? kilobytes * 1024 : residentBytes(pid);
  }

  @Override
  public long outOfMemoryKills() {
    return number(PROC.resolve("vmstat"), "oom_kill ");
  }

  /** The number after a word at the beginning of a line, 0 where there is none. */
  private static long number(Path file, String word) {
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        if (line.startsWith(word)) {
          return Long.parseLong(line.substring(word.length()).replaceAll("[^0-9]", ""));
        }
      }
      return 0;
    } catch (IOException gone) {
      return 0;
    }
  }
}
