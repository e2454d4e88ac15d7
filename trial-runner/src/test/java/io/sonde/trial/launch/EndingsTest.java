package io.sonde.trial.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.scheduler.job.JobEnd;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.space.Configuration;
import io.sonde.trial.kind.Specs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The end of a process that had not taken up the attempt it was started for. */
class EndingsTest {

  private @TempDir Path folder;

  private AttemptEnd untaken(io.sonde.scheduler.job.Cause cause) {
    AttemptId id = new AttemptId(1, 0, 1);
    var spec = Specs.of(folder, Map.of(), Optional.empty(), OptionalLong.empty());
    var request =
        new TrialLauncher.Request(
            id,
            "secret",
            spec,
            new Configuration(Map.of(), Map.of()),
            11,
            5,
            List.of(),
            Optional.empty());
    return Endings.of(
        JobEnd.withoutProcess(cause, "it is over"),
        new LaunchedAttempt(request, new TestTrial(id, 1)));
  }

  @ParameterizedTest
  @CsvSource({"EXITED", "SIGNALLED", "START_FAILED", "TIMED_OUT", "TOO_MUCH_OUTPUT"})
  void whatTheProcessDidItselfIsACrash(io.sonde.scheduler.job.Cause cause) {
    assertThat(untaken(cause).cause()).isEqualTo(Cause.CRASH);
    assertThat(untaken(cause).reason()).contains("before it could take up the trial", "it is over");
  }

  @ParameterizedTest
  @CsvSource({
    "PREEMPTED, PREEMPTED",
    "INFRASTRUCTURE, INFRASTRUCTURE",
    "LOST, LOST",
    "STOPPED, LOST",
    "OUT_OF_MEMORY, OOM"
  })
  void whatCameFromOutsideCostsTheTrialNoMoreThanOneThatRuns(
      io.sonde.scheduler.job.Cause cause, Cause expected) {
    assertThat(untaken(cause).cause()).isEqualTo(expected);
  }
}
