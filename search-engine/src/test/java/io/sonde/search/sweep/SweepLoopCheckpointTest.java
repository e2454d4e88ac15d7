package io.sonde.search.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.spec.SweepSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Trials that go on from what an attempt before has left. */
final class SweepLoopCheckpointTest extends SweepLoopBench {
  @Test
  void aPausedTrialIsTakenFurtherFromItsCheckpoint() throws Exception {
    stopper = new PauseAtFirst();
    Map<Integer, List<Integer>> steps = new ConcurrentHashMap<>();
    SweepState state =
        run(
            (request, reporter) -> {
              steps
                  .computeIfAbsent(request.attempt().trial(), t -> new CopyOnWriteArrayList<>())
                  .add(reporter.after());
              return train(request, reporter);
            });
    assertThat(state).isEqualTo(SweepState.COMPLETED);
    assertThat(steps.values()).filteredOn(List.of(0, 1)::equals).hasSize(3);
    assertThat(steps.values()).filteredOn(List.of(0)::equals).hasSize(3);
    for (TrialRow trial : trials()) {
      boolean further = steps.get(trial.number()).size() == 2;
      assertThat(trial.state()).isEqualTo(further ? TrialState.COMPLETED : TrialState.STOPPED);
      assertThat(trial.lastStep()).hasValue(further ? 3 : 1);
      assertThat(kept.curves(1, trial.number(), 10).get("accuracy")).hasSize(further ? 3 : 1);
      assertThat(trial.reason()).contains(further ? "" : "paused");
    }
  }

  @Test
  void aTrialThatBreaksAfterItsPauseGoesOnFromTheCheckpoint() throws Exception {
    stopper = new PauseAtFirst();
    retries = Map.of(Cause.CRASH, new SweepSpec.Retry(1, Duration.ZERO));
    List<Integer> begun = new CopyOnWriteArrayList<>();
    run(
        (request, reporter) -> {
          int after = reporter.after();
          begun.add(after);
          if (after == 1 && request.attempt().number() == 2) {
            reporter.report(2, 0.5);
            throw new InProcessLauncher.Gone(Cause.CRASH);
          }
          return train(request, reporter);
        });
    assertThat(begun).filteredOn(step -> step == 1).hasSize(6);
    assertThat(trials()).filteredOn(t -> t.state() == TrialState.COMPLETED).hasSize(3);
    assertThat(trials()).filteredOn(t -> t.attempts() == 3).hasSize(3);
  }

  @Test
  void aTrialThatBreaksGoesOnFromItsLatestCheckpoint() throws Exception {
    retries = Map.of(Cause.CRASH, new SweepSpec.Retry(2, Duration.ZERO));
    budget = 1;
    List<Integer> begun = new CopyOnWriteArrayList<>();
    SweepState state =
        run(
            (request, reporter) -> {
              begun.add(reporter.after());
              for (int step = reporter.after() + 1; step <= 9; step++) {
                reporter.report(step, step / 10.0);
                if (step % 3 == 0) {
                  reporter.checkpoint(step);
                } else if (step == 3 * request.attempt().number() + 2) {
                  throw new InProcessLauncher.Gone(Cause.CRASH);
                }
              }
              return COMPLETED;
            });
    assertThat(state).isEqualTo(SweepState.COMPLETED);
    assertThat(begun).containsExactly(0, 3, 6);
    assertThat(trials().get(0).attempts()).isEqualTo(3);
    assertThat(kept.curves(1, 0, 100).get("accuracy"))
        .extracting(SweepReader.CurvePoint::step)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void whatCameAfterTheCheckpointCountsNoMore() throws Exception {
    retries = Map.of(Cause.CRASH, new SweepSpec.Retry(1, Duration.ZERO));
    budget = 1;
    run(
        (request, reporter) -> {
          boolean first = request.attempt().number() == 1;
          for (int step = reporter.after() + 1; step <= 4; step++) {
            reporter.report(step, first && step == 3 ? 0.9 : step / 10.0);
            if (first && step == 2) {
              reporter.checkpoint(step);
            } else if (first && step == 3) {
              throw new InProcessLauncher.Gone(Cause.CRASH);
            }
          }
          return COMPLETED;
        });
    assertThat(trials().get(0).value()).hasValue(0.4);
    assertThat(trials().get(0).bestStep()).hasValue(4);
  }

  @Test
  void aCheckpointBeyondWhatCountsIsNotOffered() throws Exception {
    retries = Map.of(Cause.CRASH, new SweepSpec.Retry(2, Duration.ZERO));
    budget = 1;
    List<List<TrialLauncher.Reached>> offered = new CopyOnWriteArrayList<>();
    run(
        (request, reporter) -> {
          int number = request.attempt().number();
          offered.add(request.earlier());
          for (int step = reporter.after() + 1; step <= 5; step++) {
            reporter.report(step, step / 10.0);
            if (number == 1 && step == 2) {
              reporter.checkpoint(step);
            } else if (number < 3 && step == 6 - number) {
              throw new InProcessLauncher.Gone(Cause.CRASH);
            }
          }
          return COMPLETED;
        });
    AttemptId one = new AttemptId(1, 0, 1);
    AttemptId two = new AttemptId(1, 0, 2);
    assertThat(offered)
        .containsExactly(
            List.of(),
            List.of(new TrialLauncher.Reached(one, 5)),
            List.of(new TrialLauncher.Reached(two, 4), new TrialLauncher.Reached(one, 2)));
  }

  @Test
  void aStepBeforeTheCheckpointIsRefused() throws Exception {
    retries = Map.of(Cause.CRASH, new SweepSpec.Retry(1, Duration.ZERO));
    budget = 1;
    SweepState state =
        run(
            (request, reporter) -> {
              if (reporter.after() == 2) {
                assertThatThrownBy(() -> reporter.report(2, 0.1))
                    .hasMessageContaining("step 2 comes after step 2; steps must rise");
                return COMPLETED;
              }
              reporter.report(2, 0.2);
              reporter.checkpoint(2);
              throw new InProcessLauncher.Gone(Cause.CRASH);
            });
    assertThat(state).isEqualTo(SweepState.COMPLETED);
  }
}
