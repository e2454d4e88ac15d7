package io.sonde.trial.launch;

import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Limits;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.job.Standby;
import io.sonde.search.spec.SweepSpec;
import io.sonde.trial.checkpoint.Checkpoints;
import io.sonde.trial.checkpoint.RunFolders;
import io.sonde.trial.kind.CheckpointSettings;
import io.sonde.trial.kind.NetworkKind;
import io.sonde.trial.protocol.Assignment;
import io.sonde.trial.protocol.LatencyWish;
import io.sonde.trial.protocol.WorkerSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Makes the scheduler's jobs for workers, and the messages that workers get. */
final class WorkerJobs {
  /** A trial's own output goes to its attempt's log; this bounds what escapes it. */
  private static final long MOST_LOG_BYTES = 64L << 20;

  private static final int TOKEN_BYTES = 24;

  /**
   * oneDNN keeps compiled kernels for each shape it has met, 1024 of them by default; in a search
   * over shapes that alone lets a worker grow by a megabyte with each trial. A network needs some
   * dozens.
   */
  static final Map<String, String> ENVIRONMENT = Map.of("DNNL_PRIMITIVE_CACHE_CAPACITY", "256");

  private final WorkerCommand command;
  private final RunFolders folders;
  private final Supplier<URI> server;
  private final SecureRandom random = new SecureRandom();

  WorkerJobs(WorkerCommand command, RunFolders folders, Supplier<URI> server) {
    this.command = command;
    this.folders = folders;
    this.server = server;
  }

  /** The key of a sweep's spare process. */
  static String standbyKey(int sweep) {
    return "network-" + sweep;
  }

  /** A new worker with an id of its own and a secret. */
  WorkerProcess worker(int sweep) {
    byte[] secret = new byte[TOKEN_BYTES];
    random.nextBytes(secret);
    byte[] name = new byte[4];
    random.nextBytes(name);
    String id = "worker-" + sweep + "-" + HexFormat.of().formatHex(name);
    return new WorkerProcess(
        id, HexFormat.of().formatHex(secret), sweep, folders.workerLog(sweep, id));
  }

  /** The job of a worker. */
  Job job(WorkerProcess worker, SweepSpec spec) {
    SweepSpec.Resources needs = spec.resources();
    String session = new WorkerSession(server.get(), worker.id(), worker.token()).toJson();
    return new Job(
        worker.id(),
        "sweep " + worker.sweep(),
        command.line(needs.memoryBytes()),
        ENVIRONMENT,
        directory(),
        worker.log(),
        session + "\n",
        new Resources(needs.gpus(), needs.cpus(), needs.memoryBytes()),
        new Limits(Optional.empty(), OptionalLong.of(MOST_LOG_BYTES)),
        needs.priority(),
        Optional.of(standbyKey(worker.sweep())));
  }

  /**
   * The spare that would serve the next worker like this one; none for GPUs, because a process must
   * know its GPU before it starts.
   */
  Optional<Standby> standby(WorkerProcess worker, Job job) {
    if (job.resources().gpus() > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Standby(
            standbyKey(worker.sweep()),
            job.command(),
            job.environment(),
            job.directory(),
            folders.workerLog(worker.sweep(), worker.id() + "-spare"),
            job.resources()));
  }

  /** What a worker is told of its attempt. */
  Assignment assignment(WorkerProcess worker, LaunchedAttempt attempt) {
    var request = attempt.request();
    return new Assignment(
        attempt.id(),
        request.token(),
        request.seed(),
        request.splitSeed(),
        request.configuration().tree(),
        NetworkKind.data(request.spec()).toMap(),
        NetworkKind.leading(request.spec().goal()),
        LatencyWish.of(request.spec().goal()),
        worker.computeCapability(),
        attempt.from().map(Checkpoints.Saved::folder),
        CheckpointSettings.rhythm(request.spec()),
        request.parent().map(folders::attempt),
        folders.attempt(attempt.id()),
        folders.log(attempt.id()));
  }

  private Path directory() {
    try {
      return Files.createDirectories(folders.root());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + folders.root(), e);
    }
  }
}
