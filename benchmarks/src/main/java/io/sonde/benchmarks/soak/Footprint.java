package io.sonde.benchmarks.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What processes hold at one moment, as Linux tells it.
 *
 * @param kilobytes of resident memory
 * @param handles open files and sockets
 * @param processes how many there are
 */
record Footprint(long kilobytes, long handles, long threads, long processes) {
  static final Footprint NONE = new Footprint(0, 0, 0, 0);

  /** Of these processes together; one that has just ended counts for nothing. */
  static Footprint of(List<ProcessHandle> processes) {
    return processes.stream().map(Footprint::of).reduce(NONE, Footprint::plus);
  }

  private static Footprint of(ProcessHandle process) {
    Path folder = Path.of("/proc", String.valueOf(process.pid()));
    try (Stream<Path> handles = Files.list(folder.resolve("fd"))) {
      List<String> status = Files.readAllLines(folder.resolve("status"));
      return new Footprint(
          number(status, "VmRSS:"), handles.count(), number(status, "Threads:"), 1);
    } catch (NoSuchFileException e) {
      return NONE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).replace("kB", "").strip())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  private Footprint plus(Footprint other) {
    return new Footprint(
        kilobytes + other.kilobytes,
        handles + other.handles,
        threads + other.threads,
        processes + other.processes);
  }
}
