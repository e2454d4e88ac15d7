package io.sonde.scheduler.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.job.Limits;
import io.sonde.scheduler.job.Resources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs of several versions of Slurm, and what is written for it. */
class SlurmFormatsTest {

  private static final String PREFIX = JobName.prefix("abcd");

  @Test
  void readsTheQueueAndLeavesOthersJobsOut() throws Exception {
    List<QueuedJob> jobs =
        QueuedJob.parse(
            """
            12|PENDING|ReqNodeNotAvail, UnavailableNodes:n[1-3]||sonde-abcd-a
            13|RUNNING|None|n1|sonde-abcd-b
            14|COMPLETING|None|n2|sonde-abcd-c
            15|RUNNING|None|n2|sonde-efgh-c
            16|RUNNING|None|n2|somebody's | job
            """,
            PREFIX);
    assertThat(jobs).extracting(QueuedJob::number).containsExactly(12L, 13L, 14L);
    assertThat(jobs.get(0).waiting()).contains("UnavailableNodes:n[1-3]");
    assertThat(jobs.get(1).state()).isEqualTo(SlurmState.RUNNING);
    assertThat(jobs.get(2).state().ended()).isFalse();
    assertThatThrownBy(() -> QueuedJob.parse("slurm_load_jobs error", PREFIX))
        .isInstanceOf(SlurmUnavailableException.class);
  }

  @Test
  void readsTheAccounting() {
    var accounts =
        AccountedJob.parse(
            """
            CANCELLED by 1000|0:9|n1|sonde-abcd-a
            OUT_OF_MEMORY|0:125|n2|sonde-abcd-b
            FAILED|17:0|n3|sonde-abcd-c
            PENDING|0:0|None assigned|sonde-abcd-d
            COMPLETED|0:0|n1|sonde-abcd-e
            CANCELLED by 1000|0:0|None assigned|sonde-abcd-e
            """);
    assertThat(accounts.get("sonde-abcd-a").state().cause()).isEqualTo(Cause.STOPPED);
    assertThat(accounts.get("sonde-abcd-a").signal()).isEqualTo(9);
    assertThat(accounts.get("sonde-abcd-b").state().cause()).isEqualTo(Cause.OUT_OF_MEMORY);
    assertThat(accounts.get("sonde-abcd-c").code()).isEqualTo(17);
    assertThat(accounts.get("sonde-abcd-d").state().ended()).isFalse();
    assertThat(accounts.get("sonde-abcd-e").state()).isEqualTo(SlurmState.COMPLETED);
  }

  @Test
  void aStateOfALaterSlurmIsNotTakenForAnEnd() {
    assertThat(SlurmState.of("HIBERNATING").ended()).isFalse();
    assertThat(SlurmState.of("NODE_FAIL").cause()).isEqualTo(Cause.INFRASTRUCTURE);
    assertThat(SlurmState.of("CANCELLED+")).isEqualTo(SlurmState.CANCELLED);
  }

  @Test
  void differentIdsHaveDifferentNamesThatNoShellMisreads() {
    List<String> ids =
        List.of("a/b", "a_b", "a b", "a_2Fb", "ä", "a'b", "x".repeat(300), "x".repeat(301));
    Set<String> names = new HashSet<>();
    for (String id : ids) {
      String name = JobName.of("abcd", id).text();
      assertThat(name).startsWith(PREFIX).matches("[A-Za-z0-9._-]{1,120}");
      names.add(name);
    }
    assertThat(names).hasSize(ids.size());
  }

  @Test
  void resourcesBecomeOptions() {
    Jobs jobs = new Jobs(Path.of("/data"));
    var job =
        jobs.withResources("job", "true", new Resources(2, 6, OptionalLong.of((3L << 30) + 1)));
    assertThat(SlurmOptions.of(job).line(job, Set.of()))
        .containsExactly(
            "--nodes=1", "--ntasks=1", "--cpus-per-task=6", "--gres=gpu:2", "--mem=3073M");
    assertThat(SlurmOptions.of(job).line(job, Set.of("n2", "n1"))).endsWith("--exclude=n1,n2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--gres=gpu:a100:1", "--gpus=1", "--gpus-per-node=1", "--gpus-per-task=1"})
  void anOptionThatSaysHowManyGpusTakesThePlaceOfOurs(String option) {
    assertThat(line(option)).contains(option).doesNotContain("--gres=gpu:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--gres-flags=enforce-binding", "--constraint=a100"})
  void anyOtherOptionLeavesOurGpus(String option) {
    assertThat(line(option)).contains(option, "--gres=gpu:1");
  }

  private static List<String> line(String option) {
    Job any = new Jobs(Path.of("/data")).withResources("job", "true", Resources.ofGpus(1));
    Job job =
        new Job(
            any.id(),
            any.owner(),
            any.command(),
            any.environment(),
            any.directory(),
            any.log(),
            any.input(),
            any.resources(),
            any.limits(),
            any.priority(),
            Optional.empty(),
            Map.of("slurm", Map.of("options", List.of(option))));
    return SlurmOptions.of(job).line(job, Set.of());
  }

  @ParameterizedTest
  @CsvSource({"PT1H, 62", "PT1M30S, 4", "PT0.2S, 3"})
  void slurmsLimitStandsTwoMinutesBehindOursRoundedUp(Duration wall, long minutes) {
    Limits limits = new Limits(Optional.of(wall), OptionalLong.empty());
    Job job = new Jobs(Path.of("/data")).withLimits("job", "true", limits);
    assertThat(SlurmOptions.of(job).line(job, Set.of())).contains("--time=" + minutes);
  }
}
