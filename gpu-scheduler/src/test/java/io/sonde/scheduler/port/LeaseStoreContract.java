package io.sonde.scheduler.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every lease store promises. */
public abstract class LeaseStoreContract {

  private static final Instant SINCE = Instant.parse("2026-11-21T10:15:30.123456Z");

  /** The same store throughout one test, empty at its beginning. */
  protected abstract LeaseStore store();

  private static Lease lease(String job, String host, Instant since, String... devices) {
    return new Lease(job, "sweep 1", host, List.of(devices), since, Optional.empty());
  }

  private static Lease lease(String job, String... devices) {
    return lease(job, "here", SINCE, devices);
  }

  private static ProcessIdentity process(long pid) {
    return new ProcessIdentity(pid, 987_654_321_012L, "boot-1", pid, "marker-" + pid);
  }

  @Test
  void givesBackWhatItWasTold() {
    Lease two = lease("job-a", "GPU-2", "GPU-1");
    Lease three = lease("job-b", "GPU-3").withProcess(process(41));
    store().acquire(two);
    store().acquire(three);
    assertThat(store().all()).containsExactly(two, three);
  }

  @Test
  void acquiringAgainReplacesTheProcess() {
    Lease lease = lease("job-a", "cpu-0");
    ProcessIdentity other = new ProcessIdentity(42, 7, "boot-2", 0, "other");
    store().acquire(lease.withProcess(process(41)));
    store().acquire(lease.withProcess(other));
    assertThat(store().all()).containsExactly(lease.withProcess(other));
  }

  @Test
  void aLeasedDeviceIsRefusedAndNothingIsTaken() {
    store().acquire(lease("job-a", "cpu-1"));
    assertThatThrownBy(() -> store().acquire(lease("job-b", "cpu-0", "cpu-1")))
        .isInstanceOf(DeviceLeasedException.class)
        .hasMessageContaining("cpu-1")
        .hasMessageContaining("here");
    assertThat(store().all()).extracting(Lease::jobId).containsExactly("job-a");
    store().acquire(lease("job-c", "cpu-0"));
  }

  private static Lease shared(String job, String device, long bytes) {
    return new Lease(
        job, "sweep 1", "here", List.of(device), OptionalLong.of(bytes), SINCE, Optional.empty());
  }

  @Test
  void leasesOfAPartShareADeviceAndKeepWhatTheyClaim() {
    store().acquire(shared("job-a", "GPU-1", 5L << 30));
    store().acquire(shared("job-b", "GPU-1", 3));
    store().acquire(shared("job-b", "GPU-1", 3));
    assertThat(store().all())
        .containsExactly(shared("job-a", "GPU-1", 5L << 30), shared("job-b", "GPU-1", 3));
    store().release("job-a");
    assertThat(store().all()).containsExactly(shared("job-b", "GPU-1", 3));
  }

  @Test
  void aWholeDeviceIsSharedWithNobody() {
    store().acquire(shared("job-a", "GPU-1", 1));
    store().acquire(lease("job-b", "GPU-2"));
    assertThatThrownBy(() -> store().acquire(lease("job-c", "GPU-1")))
        .isInstanceOf(DeviceLeasedException.class);
    assertThatThrownBy(() -> store().acquire(shared("job-c", "GPU-2", 1)))
        .isInstanceOf(DeviceLeasedException.class);
    store().release("job-a");
    store().acquire(lease("job-c", "GPU-1"));
  }

  @Test
  void theSameDeviceIdOfAnotherHostIsAnotherDevice() {
    store().acquire(lease("job-a", "here", SINCE, "cpu-0"));
    store().acquire(lease("job-b", "there", SINCE, "cpu-0"));
    assertThat(store().all()).hasSize(2);
  }

  @Test
  void acquiringAgainWithoutAProcessChangesNothing() {
    store().acquire(lease("job-a", "cpu-0").withProcess(process(41)));
    store().acquire(lease("job-a", "here", SINCE.plusSeconds(60), "cpu-0"));
    assertThat(store().all()).containsExactly(lease("job-a", "cpu-0").withProcess(process(41)));
  }

  @Test
  void aJobHoldsOneLease() {
    store().acquire(lease("job-a", "cpu-0"));
    assertThatIllegalStateException().isThrownBy(() -> store().acquire(lease("job-a", "cpu-1")));
    assertThat(store().all()).containsExactly(lease("job-a", "cpu-0"));
  }

  @Test
  void releasingFreesTheDevicesAndMayBeDoneAgain() {
    store().acquire(lease("job-a", "cpu-0").withProcess(process(41)));
    store().release("job-a");
    store().release("job-a");
    assertThat(store().all()).isEmpty();
    store().acquire(lease("job-b", "cpu-0"));
    assertThat(store().all()).containsExactly(lease("job-b", "cpu-0"));
  }

  @Test
  void aLeaseMayNameNoDevice() {
    store().acquire(lease("standby/a"));
    store().acquire(lease("standby/b"));
    assertThat(store().all()).containsExactly(lease("standby/a"), lease("standby/b"));
  }

  @Test
  void tellsLeasesByTheirTimeAndThenByJob() {
    store().acquire(lease("job-c", "here", SINCE.plusMillis(1), "cpu-2"));
    store().acquire(lease("job-b", "here", SINCE, "cpu-1"));
    store().acquire(lease("job-a", "here", SINCE, "cpu-0"));
    assertThat(store().all()).extracting(Lease::jobId).containsExactly("job-a", "job-b", "job-c");
  }

  @Test
  void oneOfManyAtOnceGetsTheDevice() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> attempts = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        Lease wanted = lease("job-" + i, "cpu-0", "cpu-" + (1 + i));
        attempts.add(() -> acquired(wanted));
      }
      int won = 0;
      for (Future<Boolean> attempt : threads.invokeAll(attempts)) {
        won += attempt.get() ? 1 : 0;
      }
      assertThat(won).isEqualTo(1);
      assertThat(store().all()).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private boolean acquired(Lease lease) {
    try {
      store().acquire(lease);
      return true;
    } catch (DeviceLeasedException e) {
      return false;
    }
  }
}
