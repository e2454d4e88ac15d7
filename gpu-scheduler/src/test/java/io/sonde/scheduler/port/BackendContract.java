package io.sonde.scheduler.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Jobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every backend promises. */
public abstract class BackendContract {

  /** A folder that both the test and the jobs see. */
  @TempDir protected Path folder;

  /** The same backend throughout one test, without jobs at its beginning. */
  protected abstract Backend backend();

  /** Jobs that run in {@link #folder}. */
  protected Jobs jobs() {
    return new Jobs(folder);
  }

  /** The devices that a job of one CPU slot is given: none where an engine chooses them. */
  protected List<Device> devices() {
    return backend().capacity().isPresent()
        ? List.of()
        : List.of(new Device("cpu-0", Device.Kind.CPU_SLOT, "CPU slot 0", 0, Optional.empty()));
  }

  /** Submits a job on one device. */
  protected RecordingObserver submit(Job job) {
    RecordingObserver observer = new RecordingObserver();
    backend().submit(job, devices(), observer);
    return observer;
  }

  @Test
  void runsACommandAndTellsItsExitCode() throws Exception {
    Job good = jobs().script("good", "echo out; echo err >&2");
    RecordingObserver observer = submit(good);
    assertThat(observer.end().clean()).isTrue();
    assertThat(Files.readString(good.log())).contains("out").contains("err");
    JobEnd bad = submit(jobs().script("bad", "exit 17")).end();
    assertThat(bad.cause()).isEqualTo(Cause.EXITED);
    assertThat(bad.exitCode()).hasValue(17);
    assertThat(bad.message()).contains("17");
  }

  @Test
  void tellsRunningThenEnded() {
    RecordingObserver observer = submit(jobs().script("job", "true"));
    observer.end();
    assertThat(observer.observations())
        .extracting(Observation::phase)
        .filteredOn(phase -> phase != Observation.Phase.PENDING)
        .containsExactly(Observation.Phase.RUNNING, Observation.Phase.ENDED);
    assertThat(observer.observations())
        .allSatisfy(
            observation -> {
              assertThat(observation.jobId()).isEqualTo("job");
              assertThat(observation.node()).isNotBlank();
              assertThat(observation.devices())
                  .containsExactlyElementsOf(devices().stream().map(Device::id).toList());
            });
  }

  @Test
  void tellsASignalOfItsOwn() {
    JobEnd end = submit(jobs().script("job", "kill -SEGV $$")).end();
    assertThat(end.cause()).isEqualTo(Cause.SIGNALLED);
    assertThat(end.signal()).hasValue(11);
    assertThat(end.exitCode()).isEmpty();
  }

  @Test
  void givesTheEnvironmentAndTheInput() {
    Job job =
        jobs()
            .withInput("job", "read secret; echo \"$COLOUR $secret\" > seen", "pear\n")
            .withEnvironment(Map.of("COLOUR", "green"));
    assertThat(submit(job).end().clean()).isTrue();
    assertThat(folder.resolve("seen")).hasContent("green pear");
  }

  @Test
  void stopsWithTheCauseAndTheSentenceOfTheFirstCall() {
    RecordingObserver observer = submit(jobs().script("job", "touch begun; exec sleep 600"));
    await().until(() -> Files.exists(folder.resolve("begun")));
    Duration grace = Duration.ofSeconds(30);
    backend().stop(List.of("job", "nobody"), grace, Cause.TIMED_OUT, "took too long");
    backend().stop(List.of("job"), grace, Cause.STOPPED, "something else");
    JobEnd end = observer.end();
    assertThat(end.cause()).isEqualTo(Cause.TIMED_OUT);
    assertThat(end.message()).isEqualTo("took too long");
  }

  @Test
  void killsAfterTheGraceWhatIgnoresTheRequest() {
    RecordingObserver observer =
        submit(jobs().script("job", "trap '' TERM; touch begun; while :; do sleep 0.1; done"));
    await().until(() -> Files.exists(folder.resolve("begun")));
    // An engine that is told to stop what it does not know to run yet need not tell the signal.
    observer.awaitRunning();
    backend().stop(List.of("job"), Duration.ofMillis(300), Cause.STOPPED, "enough");
    JobEnd end = observer.end();
    assertThat(end.cause()).isEqualTo(Cause.STOPPED);
    assertThat(end.signal()).isEqualTo(OptionalInt.of(9));
  }

  @Test
  void submittingAgainChangesNothing() {
    Job job = jobs().script("job", "echo begun >> begun; exec sleep 600");
    RecordingObserver first = submit(job);
    RecordingObserver second = submit(job);
    await().until(() -> Files.exists(folder.resolve("begun")));
    backend().stop(List.of("job"), Duration.ZERO, Cause.STOPPED, "enough");
    first.end();
    assertThat(second.observations()).isEmpty();
    assertThat(folder.resolve("begun")).hasContent("begun");
  }

  @Test
  void observesAllThatRuns() {
    RecordingObserver one = submit(jobs().script("one", "exec sleep 600"));
    RecordingObserver two = submit(jobs().script("two", "exec sleep 600"));
    assertThat(backend().observe().jobs())
        .extracting(Observation::jobId)
        .containsExactlyInAnyOrder("one", "two");
    backend().stop(List.of("one", "two"), Duration.ZERO, Cause.STOPPED, "enough");
    one.end();
    two.end();
    assertThat(backend().observe().jobs()).isEmpty();
  }

  @Test
  void givesTheLogOfARunningJob() {
    RecordingObserver observer = submit(jobs().script("job", "echo so far; exec sleep 600"));
    await().until(() -> log("job").equals("so far\n"));
    backend().stop(List.of("job"), Duration.ZERO, Cause.STOPPED, "enough");
    observer.end();
    assertThatThrownBy(() -> backend().logs("nobody")).isInstanceOf(IOException.class);
  }

  private String log(String jobId) throws IOException {
    try (InputStream log = backend().logs(jobId)) {
      return new String(log.readAllBytes(), UTF_8);
    }
  }

  @Test
  void aCommandThatCannotStartEndsWithASentence() {
    JobEnd end = submit(jobs().command("job", List.of("no-such-command-of-sonde"))).end();
    assertThat(end.cause()).isEqualTo(Cause.START_FAILED);
    assertThat(end.message()).contains("no-such-command-of-sonde");
  }

  @Test
  void whereNoServerHasLeftAnythingThereIsNothingToRecover() {
    assertThat(backend().recover(List.of())).isEmpty();
    assertThat(submit(jobs().script("job", "true")).end().clean()).isTrue();
    assertThat(backend().recover(List.of())).isEmpty();
  }

  @Test
  void aNodeThatIsNotThereCanBeAvoided() {
    backend().avoid(Set.of("no-such-node"));
    assertThat(submit(jobs().script("job", "true")).end().clean()).isTrue();
  }

  @Test
  void closingEndsEverything() {
    RecordingObserver observer = submit(jobs().script("job", "exec sleep 600"));
    backend().close();
    assertThat(observer.end().cause()).isEqualTo(Cause.STOPPED);
  }
}
