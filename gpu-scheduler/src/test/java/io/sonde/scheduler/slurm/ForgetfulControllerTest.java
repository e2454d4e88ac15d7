package io.sonde.scheduler.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Jobs;
import io.sonde.scheduler.local.LiveProcess;
import io.sonde.scheduler.port.RecordingObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A controller that loses what it knew, as one does that is killed just after a submission. */
class ForgetfulControllerTest {

  private @TempDir Path folder;

  @Test
  void aForgottenJobIsMadeToEndAndAnotherOneWithItsNumberIsNotTakenForIt() throws Exception {
    RealSlurm.assumePresent();
    try (RealSlurm slurm = RealSlurm.start();
        SlurmBackend backend = new SlurmBackend(settings(), slurm.environment())) {
      Job job =
          new Jobs(folder)
              .script("job", "trap '' TERM; echo $$ > pid; while :; do sleep 0.1; done");
      RecordingObserver observer = new RecordingObserver();
      backend.submit(job, List.of(), observer);
      await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(folder.resolve("pid")));
      await().until(() -> Files.readString(folder.resolve("pid")).endsWith("\n"));
      long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
      for (String node : List.of("n1", "n2", "n3")) {
        slurm.kill(node); // else they would have the controller end what it does not know
      }
      slurm.kill("slurmctld");
      slurm.startForgetful();
      slurm.run("sbatch", "--hold", "--wrap=true");
      assertThat(LiveProcess.lives(pid)).isTrue();
      assertThat(slurm.run("squeue", "--noheader", "--format=%A|%j")).isEqualTo("1|wrap");
      assertThat(observer.end().cause()).isEqualTo(Cause.LOST);
      await().atMost(Duration.ofSeconds(30)).until(() -> !LiveProcess.lives(pid));
      assertThat(slurm.run("squeue", "--noheader", "--format=%A|%j")).isEqualTo("1|wrap");
    }
  }

  private SlurmSettings settings() {
    return new SlurmSettings(
        folder.resolve("jobs"),
        "forgetful",
        10,
        100,
        Duration.ofMillis(50),
        Duration.ofMillis(400),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2));
  }
}
