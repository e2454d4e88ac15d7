package io.sonde.benchmarks.slurm;

import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Limits;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.job.Standing;
import io.sonde.scheduler.port.JobObserver;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.ProcessIdentity;
import io.sonde.scheduler.slurm.SlurmBackend;
import io.sonde.scheduler.slurm.SlurmSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps so many short jobs in flight in the Slurm that the commands here reach, for so long, and
 * prints what that costs this process.
 */
public final class SlurmLoad {
  private static final int IN_FLIGHT = Integer.getInteger("jobs", 1000);
  private static final int SECONDS = Integer.getInteger("seconds", 60);
  private static final int JOB_SECONDS = Integer.getInteger("job", 20);

  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger unclean = new AtomicInteger();
  private final Semaphore room = new Semaphore(IN_FLIGHT);
  private final Path folder;
  private int submitted;

  private SlurmLoad(Path folder) {
    this.folder = folder;
  }

  /** Runs; options are the properties {@code jobs}, {@code seconds} and {@code job} (seconds). */
  public static void main(String[] arguments) throws Exception {
    if (!slurmAnswers()) {
      System.err.println("expected a Slurm that answers to 'squeue' here; start one first");
      System.exit(2);
    }
    new SlurmLoad(Files.createTempDirectory("sonde-slurm-load")).run();
  }

  private static boolean slurmAnswers() throws InterruptedException {
    try {
      return new ProcessBuilder("squeue", "--noheader").inheritIO().start().waitFor() == 0;
    } catch (IOException noSuchCommand) {
      return false;
    }
  }

  private void run() throws InterruptedException {
    SlurmSettings standard = SlurmSettings.of(folder.resolve("jobs"), "benchmark", IN_FLIGHT);
    SlurmSettings settings =
        new SlurmSettings(
            standard.folder(),
            standard.installation(),
            standard.mostJobs(),
            200,
            standard.shortestPoll(),
            standard.longestPoll(),
            standard.commandLimit(),
            standard.patience());
    try (SlurmBackend backend = new SlurmBackend(settings)) {
      long begin = System.nanoTime();
      fill(backend, begin, Duration.ofHours(1), IN_FLIGHT);
      while (waitingForSlurm(backend) > 0) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      System.out.printf(
          "%d jobs submitted in %.1f s%n", submitted, (System.nanoTime() - begin) / 1e9);
      measure(backend);
    }
  }

  private static long waitingForSlurm(SlurmBackend backend) {
    return backend.observe().jobs().stream()
        .filter(job -> job.detail().contains("handed over"))
        .count();
  }

  private void measure(SlurmBackend backend) throws InterruptedException {
    long begin = System.nanoTime();
    long cpu = cpuNanos();
    long calls = backend.statusCalls();
    long polls = backend.polls();
    int before = ended.get();
    int running = submitted;
    fill(backend, begin, Duration.ofSeconds(SECONDS), Integer.MAX_VALUE);
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "%d jobs in flight for %.0f s: %d submitted, %d ended, %d not cleanly%n",
        IN_FLIGHT, seconds, submitted - running, ended.get() - before, unclean.get());
    System.out.printf(
        "this process: %.1f %% of a core; %d polls, %.2f status calls a poll%n",
        100 * (cpuNanos() - cpu) / 1e9 / seconds,
        backend.polls() - polls,
        (backend.statusCalls() - calls) / (double) Math.max(1, backend.polls() - polls));
  }

  /** Submits a job whenever there is room, until the time is over or so many are submitted. */
  private void fill(SlurmBackend backend, long begin, Duration limit, int most)
      throws InterruptedException {
    while (submitted < most && System.nanoTime() - begin < limit.toNanos()) {
      if (room.tryAcquire(100, TimeUnit.MILLISECONDS)) {
        backend.submit(job(submitted++), List.of(), new Counting());
      }
    }
  }

  private Job job(int number) {
    return new Job(
        "job-" + number,
        "benchmark",
        List.of("sleep", Integer.toString(JOB_SECONDS)),
        Map.of(),
        folder,
        folder.resolve("logs").resolve(number + ".log"),
        "",
        Resources.ofCpus(1),
        new Limits(Optional.empty(), OptionalLong.of(1 << 20)),
        0,
        Optional.empty(),
        Map.of(),
        Standing.of("benchmark"));
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  private final class Counting implements JobObserver {
    @Override
    public void identified(String jobId, ProcessIdentity process) {
      // A job in Slurm is known by its name.
    }

    @Override
    public void observed(Observation observation) {
      observation
          .end()
          .ifPresent(
              end -> {
                ended.incrementAndGet();
                if (!end.clean()) {
                  unclean.incrementAndGet();
                }
                room.release();
              });
    }
  }
}
