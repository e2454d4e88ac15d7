package io.sonde.scheduler.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.job.Standing;
import io.sonde.scheduler.placement.Placement;
import io.sonde.scheduler.placement.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short version of {@code benchmarks/run scheduler}. */
class SimulationTest {

  private static final List<Standing> PROJECTS =
      List.of(
          new Standing("a", 1, false), new Standing("b", 2, false), new Standing("c", 5, false));

  private static Outcome run(List<SimulatedJob> jobs, List<Device> devices, boolean firm) {
    Placement placement = Placement.onDevices(devices, Settings.DEFAULT);
    return new Simulation(devices, new PlacementPolicy(placement), Settings.DEFAULT.reserve(), firm)
        .run(jobs);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void anythingGoesAndNothingIsGivenTwiceOrForgotten(long seed) {
    Random random = new Random(seed);
    Workload all =
        new Workload(
            "all",
            0.7 + random.nextDouble(),
            List.of(1, 1, 1, 2, 4, 8, 16),
            0.4,
            0.6,
            PROJECTS,
            0.2,
            0.5);
    List<Device> devices = Workload.gpus(40);
    Outcome outcome = run(all.jobs(600, devices.size(), random), devices, false);
    assertThat(outcome.waits()).hasSize(600 + outcome.preemptions());
    assertThat(outcome.preemptions()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void aPromisedStartIsKeptWhateverPassesMeanwhile(long seed) {
    Workload one =
        new Workload(
            "one project",
            1.1,
            List.of(1, 1, 1, 2, 4, 16, 32),
            0.3,
            1,
            List.of(Standing.of("a")),
            0,
            0);
    List<Device> devices = Workload.gpus(32);
    List<SimulatedJob> jobs = one.jobs(500, devices.size(), new Random(seed));
    Outcome placed = run(jobs, devices, true);
    Outcome fifo =
        new Simulation(devices, new FirstInFirstOut(devices), Settings.DEFAULT.reserve(), false)
            .run(jobs);
    assertThat(placed.utilisation()).isGreaterThan(fifo.utilisation());
    assertThat(placed.meanWait()).isLessThan(fifo.meanWait());
  }

  private static Outcome saturated(int jobs, long seed) {
    Workload busy = new Workload("saturated", 0, List.of(1, 1, 2, 4, 8), 0.3, 0.5, PROJECTS, 0, 0);
    List<Device> devices = Workload.gpus(50);
    List<SimulatedJob> some = busy.jobs(jobs, devices.size(), new Random(seed));
    Outcome outcome = run(some, devices, false);
    double all = outcome.deviceTime().values().stream().mapToDouble(Double::doubleValue).sum();
    double largest =
        some.stream()
            .mapToDouble(job -> job.demand().count() * Accounts.seconds(job.work()))
            .max()
            .orElseThrow();
    for (Standing project : PROJECTS) {
      // Jobs are not cut in two, so a project can be ahead or behind by one of them.
      assertThat(outcome.deviceTime().get(project.project()))
          .as(project.project())
          .isCloseTo(all * project.weight() / 8, within(largest));
    }
    return outcome;
  }

  @ParameterizedTest
  @ValueSource(longs = {22, 24})
  void aSaturatedProjectIsNeverAheadByMoreThanOneJob(long seed) {
    saturated(1500, seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 23})
  void overLongTimesSaturatedProjectsGetTheirWeights(long seed) {
    assertThat(saturated(3000, seed).offFromWeights(PROJECTS)).isLessThan(0.05);
  }

  @Test
  void aWideJobIsNotStarvedByAStreamOfSmallOnes() {
    List<Device> devices = Workload.gpus(8);
    List<SimulatedJob> jobs = new ArrayList<>();
    Optional<Duration> limit = Optional.of(Duration.ofMinutes(12));
    for (int i = 0; i < 2000; i++) {
      jobs.add(
          SimulatedJob.of(
              "small-" + i,
              Standing.of("a"),
              50,
              Resources.ofGpus(1),
              Instant.EPOCH.plusSeconds(60L * i),
              Duration.ofMinutes(8).minusSeconds(1),
              limit));
    }
    jobs.add(
        SimulatedJob.of(
            "wide",
            Standing.of("a"),
            50,
            Resources.ofGpus(8),
            Instant.EPOCH.plusSeconds(600),
            Duration.ofMinutes(5),
            limit));
    // It comes when all eight are busy; 10 minutes of patience, then at most the 12 that are told.
    assertThat(run(jobs, devices, true).waits().get("wide")).isLessThanOrEqualTo(22 * 60.0);
  }

  @Test
  void aWideJobIsPromisedItsDevicesAsSoonAsItsPatienceIsOverThoughNothingHappensThen() {
    Placement placement = Placement.onDevices(Workload.gpus(2), Settings.DEFAULT);
    Policy policy = new PlacementPolicy(placement);
    Instant begin = Instant.EPOCH;
    policy.submit(minutes("small", 1, 60, begin).demand(), begin);
    assertThat(policy.decide(begin).starts()).hasSize(1);
    assertThat(policy.next(begin)).isEmpty();
    Instant later = begin.plusSeconds(30);
    policy.submit(minutes("wide", 2, 60, later).demand(), later);
    policy.decide(later);
    assertThat(policy.promises(later)).isEmpty();
    Instant over = policy.next(later).orElseThrow();
    assertThat(over).isEqualTo(later.plus(Settings.DEFAULT.patience()));
    policy.decide(over);
    assertThat(policy.promises(over)).containsEntry("wide", begin.plus(Duration.ofMinutes(60)));
    assertThat(policy.next(over)).isEmpty();
  }

  private static SimulatedJob minutes(String id, int gpus, int minutes, Instant submitted) {
    Duration time = Duration.ofMinutes(minutes);
    return SimulatedJob.of(
        id, Standing.of("a"), 50, Resources.ofGpus(gpus), submitted, time, Optional.of(time));
  }
}
