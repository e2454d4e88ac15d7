package io.sonde.scheduler.probe;

import io.sonde.scheduler.port.DeviceProbeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The tool {@code nvidia-smi} that comes with the driver.
 *
 * @param tool the executable
 * @param patience how long it may take; the driver may have to wake GPUs first
 */
record NvidiaSmi(Path tool, Duration patience) {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What it says where the driver is there and no GPU is. */
  private static final String NO_DEVICES = "No devices were found";

  private static final int QUOTED = 300;

  /** What helps, by what the tool says. */
  private static final Map<String, String> REMEDIES =
      Map.of(
          "Driver/library version mismatch",
          "the driver was updated while an older one runs; restart the machine",
          "couldn't communicate with the NVIDIA driver",
          "the driver's kernel module is not loaded; install the driver that fits the kernel, or"
              + " restart the machine",
          "Insufficient Permissions",
          "the GPUs' files under /dev are not open to this user");

  /** What it has answered. */
  record Answer(int exitCode, String text) {}

  /** The one in the folders of this process's {@code PATH}. */
  static Optional<Path> onPath() {
    return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
        .map(folder -> Path.of(folder, "nvidia-smi"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Asks it, and takes what it answers and complains of as one text. */
  Answer ask(String... arguments) {
    try {
      Path output = Files.createTempFile("nvidia-smi", ".txt");
      try {
        return ask(List.of(arguments), output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new DeviceProbeException(tool + " cannot be run: " + e.getMessage(), e);
    }
  }

  /** By a file, for reading from a pipe would wait for ever on a tool that hangs. */
  private Answer ask(List<String> arguments, Path output) throws IOException {
    List<String> command = new ArrayList<>(List.of(tool.toString()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new DeviceProbeException(
            "%s did not answer within %s s; the driver may hang (see 'dmesg')"
                .formatted(tool, seconds(patience)));
      }
      return new Answer(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeviceProbeException("interrupted while " + tool + " was asked", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Whether there is a driver and no GPU. */
  static boolean noDevices(Answer answer) {
    return answer.text().contains(NO_DEVICES);
  }

  /** What to say of an answer that is none. */
  DeviceProbeException refused(Answer answer) {
    String text = answer.text().strip().replaceAll("\\s+", " ");
    String quoted = text.length() > QUOTED ? text.substring(0, QUOTED) + "…" : text;
    String remedy =
        REMEDIES.entrySet().stream()
            .filter(one -> text.contains(one.getKey()))
            .map(one -> " (" + one.getValue() + ")")
            .findFirst()
            .orElse("");
    String said = quoted.isEmpty() ? "it says nothing" : quoted;
    return new DeviceProbeException(
        answer.exitCode() == 0
            ? "%s answered what is no report of its: %s%s".formatted(tool, said, remedy)
            : "%s failed with exit code %d: %s%s".formatted(tool, answer.exitCode(), said, remedy));
  }

  private static String seconds(Duration time) {
    return time.toMillis() % 1000 == 0
        ? Long.toString(time.toSeconds())
        : String.format(Locale.ROOT, "%.1f", time.toMillis() / 1000.0);
  }
}
