package io.sonde.scheduler.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.device.DeviceProcess;
import io.sonde.scheduler.device.Reading;
import io.sonde.scheduler.port.DeviceProbeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NvidiaSmiProbeTest {

  private static final String A5000 = "GPU-12345678-aaaa-bbbb-cccc-000000000001";
  private static final String GH200 = "GPU-12345678-aaaa-bbbb-cccc-000000000002";
  private static final String A100 = "GPU-513536b6-0000-9063-b049-000000000002";
  private static final String MIG = "MIG-b3061c09-2a4c-5026-a575-00000000000";

  private @TempDir Path folder;
  private FakeSmi smi;
  private NvidiaSmiProbe probe;

  @BeforeEach
  void tool() {
    smi = new FakeSmi(folder);
    probe = new NvidiaSmiProbe(Optional.of(smi.tool()));
  }

  private static OptionalLong mebibytes(long number) {
    return OptionalLong.of(number << 20);
  }

  @Test
  void readsWhatACurrentDriverSays() {
    smi.answers("report", FakeSmi.recorded("driver-590.xml"))
        .answers("columns", A5000 + ", 8.6\n" + GH200 + ", 9.0\n");
    assertThat(probe.devices())
        .containsExactly(
            new Device(
                A5000, Device.Kind.GPU, "NVIDIA RTX A5000", 24564L << 20, Optional.of("8.6")),
            new Device(GH200, Device.Kind.GPU, "NVIDIA GH200 480GB", 0, Optional.of("9.0")));
    assertThat(probe.readings())
        .containsExactly(
            new Reading(
                A5000,
                mebibytes(22437),
                mebibytes(1678),
                OptionalInt.of(0),
                OptionalInt.of(13),
                List.of(
                    new DeviceProcess(2387, "llama-server", OptionalLong.empty()),
                    new DeviceProcess(2391, "python", mebibytes(310)))),
            new Reading(
                GH200,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalInt.of(31),
                List.of()));
  }

  @Test
  void readsWhatAnOldDriverSays() {
    smi.answers("report", FakeSmi.recorded("driver-430.xml"));
    assertThat(probe.devices())
        .extracting(Device::name, Device::memoryBytes, Device::computeCapability)
        .containsExactly(
            tuple("GeForce GTX 1070 Ti", 8119L << 20, Optional.empty()),
            tuple("GeForce GT 1030", 2000L << 20, Optional.empty()));
    List<Reading> readings = probe.readings();
    assertThat(readings.get(0).processes())
        .as("what draws does not compute, and arguments are nobody's business")
        .containsExactly(new DeviceProcess(4711, "python", mebibytes(4993)));
    assertThat(readings.get(0).utilisationPercent()).hasValue(97);
    assertThat(readings.get(0).temperatureCelsius()).hasValue(71);
    assertThat(readings.get(1).utilisationPercent()).isEmpty();
    assertThat(readings.get(1).processes()).isEmpty();
  }

  @Test
  void aGpuInMigModeIsItsInstances() {
    smi.answers("report", FakeSmi.recorded("driver-535-mig.xml"))
        .answers("listing", FakeSmi.recorded("driver-535-mig.txt"));
    assertThat(probe.devices())
        .extracting(Device::id, Device::name, Device::memoryBytes, Device::slice)
        .containsExactly(
            tuple(MIG + 1, "NVIDIA A100-SXM4-80GB MIG 3g.40gb", 40448L << 20, true),
            tuple(MIG + 2, "NVIDIA A100-SXM4-80GB MIG 1g.10gb", 9856L << 20, true),
            tuple(A100, "NVIDIA A100-SXM4-80GB", 81920L << 20, false));
    assertThat(probe.readings())
        .containsExactly(
            new Reading(
                MIG + 1,
                mebibytes(6208),
                mebibytes(34240),
                OptionalInt.empty(),
                OptionalInt.of(27),
                List.of(new DeviceProcess(20731, "python3", mebibytes(6150)))),
            new Reading(
                MIG + 2,
                mebibytes(12),
                mebibytes(9844),
                OptionalInt.empty(),
                OptionalInt.of(27),
                List.of()),
            new Reading(
                A100,
                mebibytes(4),
                mebibytes(81045),
                OptionalInt.of(0),
                OptionalInt.of(29),
                List.of()));
  }

  @Test
  void instancesOfOldDriversAreNamedByGpuAndPlace() {
    smi.answers("report", FakeSmi.recorded("driver-535-mig.xml"))
        .answers("listing", FakeSmi.recorded("driver-460-mig.txt"));
    assertThat(probe.devices())
        .extracting(Device::id)
        .containsExactly(
            "MIG-GPU-513536b6-0000-9063-b049-000000000001/3/0",
            "MIG-GPU-513536b6-0000-9063-b049-000000000001/9/0",
            A100);
  }

  @Test
  void aMachineWithoutGpusHasNone() {
    assertThat(new NvidiaSmiProbe(Optional.empty()).devices()).isEmpty();
    smi.behaves("echo 'No devices were found'; exit 6");
    assertThat(probe.devices()).isEmpty();
    assertThat(probe.readings()).isEmpty();
  }

  @Test
  void aWarningBesideAReportDoesNoHarm() {
    String report = FakeSmi.recorded("driver-430.xml");
    smi.answers("report", "WARNING: infoROM is corrupted at gpu 0000:02:00.0\n" + report);
    smi.behaves("cat \"$(dirname \"$0\")/report\"; exit 14");
    assertThat(probe.readings()).hasSize(2);
  }

  @Test
  void aLostGpuIsMissingAmongTheOthers() {
    String report = FakeSmi.recorded("driver-430.xml");
    smi.answers(
        "report",
        report.replace(
            "<uuid>GPU-f9ba66fc-0000-94c5-da19-000000000002</uuid>", "<uuid>[GPU is lost]</uuid>"));
    assertThat(probe.readings())
        .extracting(Reading::deviceId)
        .containsExactly("GPU-f9ba66fc-0000-94c5-da19-000000000001");
  }

  @Test
  void aDriverThatDoesNotFitIsToldWithWhatHelps() {
    smi.behaves("echo 'Failed to initialize NVML: Driver/library version mismatch'; exit 18");
    assertThatThrownBy(probe::devices)
        .isInstanceOf(DeviceProbeException.class)
        .hasMessageContaining("exit code 18")
        .hasMessageContaining("Driver/library version mismatch")
        .hasMessageContaining("restart the machine");
    smi.behaves(
        "echo \"NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\";"
            + " exit 9");
    assertThatThrownBy(probe::readings)
        .hasMessageContaining("exit code 9")
        .hasMessageContaining("kernel module is not loaded");
  }

  @Test
  void anAnswerThatIsNotOneIsQuoted() {
    smi.behaves("echo hello");
    assertThatThrownBy(probe::devices)
        .isInstanceOf(DeviceProbeException.class)
        .hasMessageContaining("no report")
        .hasMessageContaining("hello");
    smi.behaves("echo '<?xml version=\"1.0\" ?><nvidia_smi_log><gpu></nvidia_smi_log>'");
    assertThatThrownBy(probe::devices).hasMessageContaining("no report");
  }

  @Test
  void aToolThatHangsIsEnded() {
    smi.behaves("exec sleep 600");
    NvidiaSmiProbe impatient = new NvidiaSmiProbe(Optional.of(smi.tool()), Duration.ofMillis(300));
    assertThatThrownBy(impatient::readings)
        .isInstanceOf(DeviceProbeException.class)
        .hasMessageContaining("did not answer within 0.3 s");
  }

  @Test
  void slotsAreNumbered() {
    assertThat(new CpuSlotProbe(3).devices())
        .extracting(Device::id)
        .containsExactly("cpu-0", "cpu-1", "cpu-2");
    assertThatThrownBy(() -> new CpuSlotProbe(0)).hasMessageContaining("got 0");
  }
}
