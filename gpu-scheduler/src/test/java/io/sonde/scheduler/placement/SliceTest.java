package io.sonde.scheduler.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.job.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** MIG instances among whole GPUs. */
class SliceTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private static Placement on(String... ids) {
    List<Device> devices =
        Stream.of(ids)
            .map(id -> new Device(id, Device.Kind.GPU, "a GPU", 8L << 30, Optional.empty()))
            .toList();
    return Placement.onDevices(devices, Settings.DEFAULT);
  }

  private static Demand demand(String job, int gpus) {
    return new Demand(
        job, "sweep 1", Resources.ofGpus(gpus), Standing.of("sweep 1"), 50, Optional.empty());
  }

  private static List<String> started(Placement placement) {
    return placement.decide(NOW, 100, job -> List.of()).starts().stream()
        .flatMap(start -> start.devices().stream())
        .map(Device::id)
        .toList();
  }

  @Test
  void aJobOfSeveralGetsWholeGpus() {
    Placement placement = on("MIG-1", "GPU-1", "MIG-2", "GPU-2");
    placement.submit(demand("wide", 2), NOW);
    assertThat(started(placement)).containsExactlyInAnyOrder("GPU-1", "GPU-2");
    placement.submit(demand("next", 2), NOW);
    assertThat(started(placement)).as("instances are free, and do not serve it").isEmpty();
    placement.submit(demand("narrow", 1), NOW);
    assertThat(started(placement)).hasSize(1).allMatch(id -> id.startsWith("MIG-"));
  }

  @Test
  void whatCanNeverBeIsRefusedWithTheReason() {
    Placement placement = on("MIG-1", "GPU-1", "MIG-2");
    assertThat(placement.shortage(Resources.ofGpus(2)))
        .hasValue(
            "asks for 2 GPU(s), but there are 1, for a process sees at most one MIG instance");
    assertThat(placement.capacity(Resources.ofGpus(1))).isEqualTo(3);
    assertThat(placement.capacity(Resources.ofGpus(2))).isZero();
  }
}
