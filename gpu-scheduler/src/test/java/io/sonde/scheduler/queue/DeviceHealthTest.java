package io.sonde.scheduler.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Limits;
import io.sonde.scheduler.job.Resources;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class DeviceHealthTest {

  private static final Device GPU =
      new Device("GPU-1", Device.Kind.GPU, "a GPU", 0, Optional.empty());
  private static final Device SLOT =
      new Device("cpu-0", Device.Kind.CPU_SLOT, "a slot", 0, Optional.empty());
  private static final JobEnd CLEAN =
      new JobEnd(Cause.EXITED, OptionalInt.of(0), OptionalInt.empty(), "exited with code 0");

  private final DeviceHealth health = new DeviceHealth();
  private int jobs;

  private void ends(Device device, String owner, Cause cause) {
    ends(device, "job-" + ++jobs, owner, JobEnd.withoutProcess(cause, "broke"));
  }

  private void ends(Device device, String id, String owner, JobEnd end) {
    ends(device, id, owner, Resources.ofGpus(1), end);
  }

  private void ends(Device device, String id, String owner, Resources resources, JobEnd end) {
    Job job =
        new Job(
            id,
            owner,
            List.of("true"),
            Map.of(),
            Path.of("/"),
            Path.of("/log"),
            "",
            resources,
            Limits.none(),
            0,
            Optional.empty(),
            Map.of());
    health.ended(job, List.of(device), end);
  }

  @Test
  void threeJobsInARowSetAGpuAsideUntilItIsPutBack() {
    ends(GPU, "a", Cause.INFRASTRUCTURE);
    ends(GPU, "a", Cause.INFRASTRUCTURE);
    assertThat(health.aside("GPU-1")).isEmpty();
    ends(GPU, "a", Cause.INFRASTRUCTURE);
    assertThat(health.aside("GPU-1")).hasValueSatisfying(r -> assertThat(r).contains("job-3"));
    health.putBack("GPU-1");
    ends(GPU, "a", Cause.INFRASTRUCTURE);
    ends(GPU, "a", Cause.INFRASTRUCTURE);
    assertThat(health.aside("GPU-1")).isEmpty();
  }

  @Test
  void aCleanEndBeginsTheRowAnewAndOtherEndsSayNothing() {
    ends(GPU, "a", Cause.INFRASTRUCTURE);
    ends(GPU, "a", Cause.INFRASTRUCTURE);
    ends(GPU, "well", "a", CLEAN);
    ends(GPU, "a", Cause.INFRASTRUCTURE);
    ends(GPU, "a", Cause.STOPPED);
    ends(GPU, "a", Cause.INFRASTRUCTURE);
    assertThat(health.aside("GPU-1")).isEmpty();
    ends(GPU, "a", Cause.INFRASTRUCTURE);
    assertThat(health.aside("GPU-1")).isPresent();
  }

  @Test
  void oneJobThatFailsAgainAndAgainCountsOnce() {
    for (int i = 0; i < 5; i++) {
      ends(GPU, "same", "a", JobEnd.withoutProcess(Cause.INFRASTRUCTURE, "broke"));
    }
    assertThat(health.aside("GPU-1")).isEmpty();
  }

  @Test
  void signalsOfOneOwnerThatNeverDidWellAreItsCodesFault() {
    for (int i = 0; i < 5; i++) {
      ends(GPU, "a", Cause.SIGNALLED);
    }
    assertThat(health.aside("GPU-1")).isEmpty();
    ends(GPU, "b", Cause.SIGNALLED);
    assertThat(health.aside("GPU-1")).isPresent();
  }

  @Test
  void signalsOfOneOwnerThatDoesWellElsewhereAreTheDevices() {
    Device other = new Device("GPU-2", Device.Kind.GPU, "a GPU", 0, Optional.empty());
    ends(other, "well", "a", CLEAN);
    for (int i = 0; i < 3; i++) {
      ends(GPU, "a", Cause.SIGNALLED);
    }
    assertThat(health.aside("GPU-1")).isPresent();
    assertThat(health.aside("GPU-2")).isEmpty();
  }

  @Test
  void slotsOfTheProcessorAreNotBlamed() {
    for (int i = 0; i < 5; i++) {
      ends(SLOT, "a", Cause.INFRASTRUCTURE);
    }
    assertThat(health.aside("cpu-0")).isEmpty();
  }

  @Test
  void aNodeIsBlamedForWhatFailsOnItAndForSignalsOnlyOnItsGpus() {
    Device node = Device.node("n1");
    JobEnd killed = JobEnd.withoutProcess(Cause.SIGNALLED, "ended by signal 11");
    for (int i = 0; i < 5; i++) {
      ends(node, "cpu-" + i, "owner " + i, Resources.ofCpus(1), killed);
    }
    assertThat(health.aside("n1")).isEmpty();
    for (int i = 0; i < 3; i++) {
      ends(node, "gpu-" + i, "owner " + i, Resources.ofGpus(1), killed);
    }
    assertThat(health.aside("n1")).isPresent();
    health.putBack("n1");
    for (int i = 0; i < 3; i++) {
      ends(node, "a", Cause.INFRASTRUCTURE);
    }
    assertThat(health.aside("n1")).hasValueSatisfying(why -> assertThat(why).contains("broke"));
  }
}
