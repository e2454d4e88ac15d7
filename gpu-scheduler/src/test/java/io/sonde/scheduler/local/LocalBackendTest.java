package io.sonde.scheduler.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.cgroup.RealGroups;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.job.Limits;
import io.sonde.scheduler.job.Standby;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.BackendContract;
import io.sonde.scheduler.port.JobObserver;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.LeaseStoreUnavailableException;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.ProcessIdentity;
import io.sonde.scheduler.port.RecordingObserver;
import io.sonde.scheduler.port.Recovery;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LocalBackendTest extends BackendContract {

  private static final ExitFiles NO_EXITS = new ExitFiles(Optional.empty());

  private final LocalBackend backend = new LocalBackend();

  @Override
  protected Backend backend() {
    return backend;
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private long pid(String file) throws IOException {
    await().until(() -> Files.exists(folder.resolve(file)) && text(file).endsWith("\n"));
    return Long.parseLong(text(file).strip());
  }

  private String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private void stop(String job) {
    backend.stop(List.of(job), Duration.ofSeconds(1), Cause.STOPPED, "enough");
  }

  @Test
  void stoppingEndsGrandchildrenThatTriedToStay() throws Exception {
    RecordingObserver observer =
        submit(
            jobs()
                .script(
                    "job",
                    """
                    sh -c 'trap "" TERM HUP; echo $$ > stubborn; while :; do sleep 0.2; done' &
                    (setsid sh -c 'echo $$ > session; exec sleep 600' &)
                    env -i PATH="$PATH" setsid sh -c 'echo $$ > nameless; exec sleep 600' &
                    wait
                    """));
    List<Long> pids = List.of(pid("stubborn"), pid("session"), pid("nameless"));
    assertThat(pids).allMatch(LiveProcess::lives);
    stop("job");
    assertThat(observer.end().cause()).isEqualTo(Cause.STOPPED);
    assertThat(pids).noneMatch(LiveProcess::lives);
  }

  @Test
  void childrenDoNotOutliveAJobThatEndsByItself() throws Exception {
    RecordingObserver observer =
        submit(jobs().script("job", "sh -c 'echo $$ > child; exec sleep 600' & sleep 0.3"));
    long child = pid("child");
    assertThat(observer.end().clean()).isTrue();
    assertThat(LiveProcess.lives(child)).isFalse();
  }

  @Test
  void whatLeftItsSessionItsParentAndItsEnvironmentIsGoneBeforeTheDevicesAreFree()
      throws Exception {
    if (!RealGroups.there()) {
      return;
    }
    Jobs.writeEscape(folder);
    RecordingObserver observer =
        submit(jobs().script("job", Jobs.ESCAPE + "; until [ -e go ]; do sleep 0.05; done"));
    long away = pid("away");
    await().until(() -> family(observer).members().stream().noneMatch(one -> one.pid() == away));
    assertThat(LiveProcess.lives(away)).isTrue();
    assertThat(backend.own(List.of(away))).as("on a GPU it is ours").containsExactly(away);
    Files.createFile(folder.resolve("go"));
    assertThat(observer.end().clean()).isTrue();
    assertThat(LiveProcess.lives(away)).isFalse();
    assertThat(folder.resolve("asked")).as("it was asked before it was killed").exists();
  }

  @Test
  void aForkBombEnds() {
    RecordingObserver observer =
        submit(
            jobs()
                .script(
                    "job",
                    "f() { [ $1 -gt 0 ] && { f $(($1-1)) & f $(($1-1)) & }; sleep 600; }; f 5"));
    await()
        .until(() -> observer.observations().size() == 1 && family(observer).members().size() > 20);
    stop("job");
    observer.end();
    assertThat(family(observer).members()).isEmpty();
  }

  private static ProcessFamily family(RecordingObserver observer) {
    return ProcessFamily.ofLeftover(
        OperatingSystem.current(), observer.identities().get(0), Optional.empty());
  }

  @Test
  void aKillFromOutsideIsASignalNotAStop() throws Exception {
    RecordingObserver observer = submit(jobs().script("job", "echo $$ > pid; exec sleep 600"));
    ProcessHandle.of(pid("pid")).orElseThrow().destroyForcibly();
    JobEnd end = observer.end();
    assertThat(end.cause()).isEqualTo(Cause.SIGNALLED);
    assertThat(end.signal()).hasValue(9);
    assertThat(end.message()).contains("SIGKILL");
  }

  @Test
  void aJobThatHoldsTooMuchMemoryIsKilled() {
    String hoard = "head -c 300000000 /dev/zero | tail -n 1 | sleep 600";
    JobEnd end = submit(jobs().withMemory("job", hoard, 50_000_000)).end();
    assertThat(end.cause()).isEqualTo(Cause.OUT_OF_MEMORY);
    assertThat(end.message()).contains("50,000,000");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryThatForkedProcessesShareCountsOnce() {
    String forks =
        """
        held=$(head -c 30000000 /dev/zero | tr '\\0' x)
        for child in 1 2 3 4; do (sleep 4; : "${#held}") & done
        wait
        """;
    JobEnd end = submit(jobs().withMemory("job", forks, 120_000_000)).end();
    assertThat(end.clean()).as(end.message()).isTrue();
  }

  @Test
  void aJobThatWritesTooMuchIsStoppedAndItsLogCut() throws Exception {
    Limits limits = new Limits(Optional.empty(), OptionalLong.of(10_000));
    Job job = jobs().withLimits("job", "yes | head -c 5000000; exec sleep 600", limits);
    JobEnd end = submit(job).end();
    assertThat(end.cause()).isEqualTo(Cause.TOO_MUCH_OUTPUT);
    assertThat(end.message()).contains("log").contains("10,000");
    assertThat(Files.size(job.log())).isLessThan(10_200);
    assertThat(Files.readString(job.log())).contains("[sonde] the log was cut here");
  }

  @Test
  void startFailuresSayWhatIsWrong() throws Exception {
    Files.writeString(folder.resolve("plain.txt"), "not a program");
    assertThat(startFailure(jobs().command("a", List.of("./missing")))).contains("missing");
    assertThat(startFailure(jobs().command("b", List.of("./plain.txt"))))
        .contains("not an executable");
    Job homeless = new Jobs(folder.resolve("gone")).script("c", "true");
    assertThat(startFailure(homeless)).contains("folder").contains("gone");
  }

  private String startFailure(Job job) {
    JobEnd end = submit(job).end();
    assertThat(end.cause()).isEqualTo(Cause.START_FAILED);
    return end.message();
  }

  @Test
  void nothingRunsWhoseIdentityIsNotWrittenDown() {
    Job job = jobs().script("job", "touch ran");
    RecordingObserver told = new RecordingObserver();
    JobObserver refusing =
        new JobObserver() {
          @Override
          public void identified(String jobId, ProcessIdentity process) {
            told.identified(jobId, process);
            throw new LeaseStoreUnavailableException("the store is away", null);
          }

          @Override
          public void observed(Observation observation) {
            told.observed(observation);
          }
        };
    assertThatThrownBy(() -> backend.submit(job, List.of(), refusing))
        .isInstanceOf(LeaseStoreUnavailableException.class);
    assertThat(LiveProcess.lives(told.identities().get(0).pid())).isFalse();
    assertThat(folder.resolve("ran")).doesNotExist();
    assertThat(told.observations()).isEmpty();
    assertThat(submit(job).end().clean()).isTrue();
  }

  @Test
  void theServersOwnVariablesStayWithTheServer() throws Exception {
    Map<String, String> server =
        Map.of("PATH", System.getenv("PATH"), "SONDE_TOKEN", "secret", "LANG", "C");
    ProcessStarter starter = new ProcessStarter(OperatingSystem.current(), server, NO_EXITS);
    GatedProcess process =
        starter.start(List.of("env"), Map.of("MINE", "1"), folder, folder.resolve("env.log"));
    process.open();
    process.process().waitFor();
    assertThat(text("env.log")).contains("LANG=C", "MINE=1").doesNotContain("secret");
  }

  @Test
  void aParkedProcessIsHandedToTheJobItWasStartedFor() throws Exception {
    Standby standby = jobs().standby("warm", "echo $PPID > parked; read line; echo got $line");
    RecordingObserver parked = new RecordingObserver();
    backend.prepare(standby, parked);
    long pid = pid("parked");
    RecordingObserver observer = submit(jobs().servedBy(standby, "job", "work\n"));
    assertThat(observer.end().clean()).isTrue();
    assertThat(observer.identities()).extracting(ProcessIdentity::pid).containsExactly(pid);
    assertThat(observer.observations().get(0).log()).contains(standby.log());
    assertThat(standby.log()).hasContent("got work");
    assertThat(parked.end().message()).contains("job");
    assertThat(parked.identities()).isEqualTo(observer.identities());
  }

  @Test
  void aParkedProcessServesNoJobOfAnotherKind() throws Exception {
    Standby standby =
        jobs().standby("warm", "echo $PPID > parked; read line; echo got $line > got");
    RecordingObserver parked = new RecordingObserver();
    backend.prepare(standby, parked);
    long pid = pid("parked");
    Job other = jobs().servedBy(standby, "job", "").withEnvironment(Map.of("OTHER", "1"));
    RecordingObserver observer = submit(other);
    assertThat(observer.identities().get(0).pid()).isNotEqualTo(pid);
    assertThat(LiveProcess.lives(pid)).isTrue();
    backend.discard("warm");
    assertThat(parked.end().cause()).isEqualTo(Cause.STOPPED);
    assertThat(LiveProcess.lives(pid)).isFalse();
  }

  @Test
  void aParkedProcessThatDiedIsReplacedByAFreshOne() throws Exception {
    Standby standby = jobs().standby("warm", "echo $$ > parked; read line; echo got $line");
    RecordingObserver parked = new RecordingObserver();
    backend.prepare(standby, parked);
    ProcessHandle.of(pid("parked")).orElseThrow().destroyForcibly();
    assertThat(parked.end().cause()).isEqualTo(Cause.SIGNALLED);
    assertThat(submit(jobs().servedBy(standby, "job", "work\n")).end().clean()).isTrue();
  }

  @Test
  void onlyTheFirstRecoveryWaitsForWhatDoesNotGoWhenItIsAsked() throws Exception {
    ProcessStarter starter =
        new ProcessStarter(OperatingSystem.current(), System.getenv(), NO_EXITS);
    String deaf = "trap '' TERM; echo $$ > deaf; while :; do sleep 0.1; done";
    GatedProcess process =
        starter.start(List.of("sh", "-c", deaf), Map.of(), folder, folder.resolve("deaf.log"));
    process.open();
    pid("deaf");
    Lease lease =
        new Lease(
            Backend.standbyId("deaf"),
            "sweep 1",
            backend.host(),
            List.of(),
            Instant.now(),
            Optional.of(process.identity()));
    backend.recover(List.of());
    long begin = System.nanoTime();
    backend.recover(List.of(lease));
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    await().until(() -> !process.process().isAlive());
    assertThat(backend.recover(List.of(lease)))
        .extracting(Recovery::outcome)
        .containsExactly(Recovery.Outcome.GONE);
  }
}
