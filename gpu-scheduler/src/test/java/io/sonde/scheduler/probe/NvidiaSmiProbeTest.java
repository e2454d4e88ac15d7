package io.sonde.scheduler.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.port.DeviceProbeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaSmiProbeTest {

  private @TempDir Path folder;

  /** A tool that behaves like nvidia-smi as far as the script says. */
  private List<Device> devices(String script) throws IOException {
    Path tool = Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new NvidiaSmiProbe(Optional.of(tool)).devices();
  }

  @Test
  void readsWhatACurrentDriverSays() throws IOException {
    assertThat(
            devices(
                """
                [ "$1" = --query-gpu=uuid,name,memory.total,compute_cap ] || exit 2
                [ "$2" = --format=csv,noheader,nounits ] || exit 2
                echo 'GPU-5c1e0b60-7d5f-0a3c-9a55-3b2f1de0c111, NVIDIA GeForce RTX 3090, 24576, 8.6'
                echo 'GPU-9f3a2d10-1b7e-44c2-8f60-77c1ab0de222, NVIDIA GH200 480GB, [N/A], 9.0'
                """))
        .containsExactly(
            new Device(
                "GPU-5c1e0b60-7d5f-0a3c-9a55-3b2f1de0c111",
                Device.Kind.GPU,
                "NVIDIA GeForce RTX 3090",
                24576L << 20,
                Optional.of("8.6")),
            new Device(
                "GPU-9f3a2d10-1b7e-44c2-8f60-77c1ab0de222",
                Device.Kind.GPU,
                "NVIDIA GH200 480GB",
                0,
                Optional.of("9.0")));
  }

  @Test
  void readsWhatAnOldDriverSays() throws IOException {
    assertThat(
            devices(
                """
                case "$1" in
                  *compute_cap*) echo 'Field "compute_cap" is not a valid field to query.'; exit 2;;
                esac
                echo 'GPU-5c1e0b60-7d5f-0a3c-9a55-3b2f1de0c111, Tesla K80, 11441'
                """))
        .containsExactly(
            new Device(
                "GPU-5c1e0b60-7d5f-0a3c-9a55-3b2f1de0c111",
                Device.Kind.GPU,
                "Tesla K80",
                11441L << 20,
                Optional.empty()));
  }

  @Test
  void aMachineWithoutGpusHasNone() throws IOException {
    assertThat(new NvidiaSmiProbe(Optional.empty()).devices()).isEmpty();
    assertThat(devices("echo 'No devices were found'; exit 6")).isEmpty();
  }

  @Test
  void aToolThatFailsIsQuoted() {
    assertThatThrownBy(
            () ->
                devices(
                    "echo \"NVIDIA-SMI has failed because it couldn't communicate with the driver.\";"
                        + " exit 9"))
        .isInstanceOf(DeviceProbeException.class)
        .hasMessageContaining("exit code 9")
        .hasMessageContaining("couldn't communicate");
  }

  @Test
  void anAnswerThatIsNotOneIsQuoted() {
    assertThatThrownBy(() -> devices("echo hello"))
        .isInstanceOf(DeviceProbeException.class)
        .hasMessageContaining("\"hello\"");
  }

  @Test
  void slotsAreNumbered() {
    assertThat(new CpuSlotProbe(3).devices())
        .extracting(Device::id)
        .containsExactly("cpu-0", "cpu-1", "cpu-2");
    assertThatThrownBy(() -> new CpuSlotProbe(0)).hasMessageContaining("got 0");
  }
}
