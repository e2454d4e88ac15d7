package io.sonde.scheduler.probe;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.port.DeviceProbe;
import io.sonde.scheduler.port.DeviceProbeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Finds NVIDIA GPUs by asking {@code nvidia-smi}, the tool that comes with the driver. A machine
 * without the tool has no such GPU. Drivers before 510 do not tell the compute capability.
 */
public final class NvidiaSmiProbe implements DeviceProbe {

  /** The driver may have to wake a GPU first. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final String FIELDS = "uuid,name,memory.total";
  private static final String CAPABILITY = "compute_cap";
  private static final long MEBIBYTE = 1024L * 1024;

  private final Optional<Path> tool;

  /** Looks for the tool in the folders of this process's {@code PATH}. */
  public NvidiaSmiProbe() {
    this(onPath());
  }

  /**
   * Uses a tool that stands elsewhere.
   *
   * @param tool the executable, empty for a machine that has none
   */
  public NvidiaSmiProbe(Optional<Path> tool) {
    this.tool = tool;
  }

  private static Optional<Path> onPath() {
    return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":"))
        .map(folder -> Path.of(folder, "nvidia-smi"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private record Answer(int exitCode, String text) {}

  @Override
  public List<Device> devices() {
    return tool.map(NvidiaSmiProbe::ask).orElse(List.of());
  }

  private static List<Device> ask(Path tool) {
    Answer answer = query(tool, FIELDS + "," + CAPABILITY);
    if (answer.exitCode() != 0 && answer.text().contains(CAPABILITY)) {
      answer = query(tool, FIELDS);
    }
    if (answer.text().contains("No devices were found")) {
      return List.of();
    }
    if (answer.exitCode() != 0) {
      throw new DeviceProbeException(
          "%s failed with exit code %d: %s"
              .formatted(tool, answer.exitCode(), answer.text().strip().replace('\n', ' ')));
    }
    return answer
        .text()
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> device(tool, line))
        .toList();
  }

  private static Answer query(Path tool, String fields) {
    try {
      Path output = Files.createTempFile("nvidia-smi", ".csv");
      try {
        return query(tool, fields, output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new DeviceProbeException(tool + " cannot be run: " + e.getMessage(), e);
    }
  }

  /** By a file, for reading from a pipe would wait for ever on a tool that hangs. */
  private static Answer query(Path tool, String fields, Path output) throws IOException {
    Process process =
        new ProcessBuilder(
                tool.toString(), "--query-gpu=" + fields, "--format=csv,noheader,nounits")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new DeviceProbeException(
            tool + " did not answer within " + PATIENCE.toSeconds() + " s");
      }
      return new Answer(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new DeviceProbeException("interrupted while " + tool + " was asked", e);
    }
  }

  private static Device device(Path tool, String line) {
    String[] fields = line.split(",", -1);
    if (fields.length < 3 || !fields[0].strip().startsWith("GPU-")) {
      throw new DeviceProbeException(
          "%s answered \"%s\", expected %s,%s".formatted(tool, line, FIELDS, CAPABILITY));
    }
    return new Device(
        fields[0].strip(),
        Device.Kind.GPU,
        fields[1].strip(),
        mebibytes(fields[2].strip()),
        fields.length > 3
            ? Optional.of(fields[3].strip()).filter(NvidiaSmiProbe::told)
            : Optional.empty());
  }

  private static boolean told(String value) {
    return value.matches("[0-9]+\\.[0-9]+");
  }

  /** Some devices share the memory of their machine and answer with a word in brackets. */
  private static long mebibytes(String value) {
    return value.matches("[0-9]+") ? Long.parseLong(value) * MEBIBYTE : 0;
  }
}
