package io.sonde.trial.launch;

import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Limits;
import io.sonde.scheduler.job.Standby;
import io.sonde.search.report.TokenKey;
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
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Makes the scheduler's jobs for workers, and the messages that workers get. */
final class WorkerJobs {
  /** A trial's own output goes to its attempt's log; this bounds what escapes it. */
  private static final long MOST_LOG_BYTES = 64L << 20;

  /**
   * oneDNN keeps compiled kernels for each shape it has met, 1024 of them by default; in a search
   * over shapes that alone lets a worker grow by a megabyte with each trial. A network needs some
   * dozens.
   */
  static final Map<String, String> ENVIRONMENT = Map.of("DNNL_PRIMITIVE_CACHE_CAPACITY", "256");

  /** How long a worker may take from its start to its first question, a slow disk included. */
  static final Duration READY_WITHIN = Duration.ofMinutes(5);

  /** How the ids of workers begin. */
  static final String WORKER = "worker-";

  private final WorkerCommand command;
  private final RunFolders folders;
  private final Supplier<URI> server;
  private final TokenKey key;
  private final SecureRandom random = new SecureRandom();

  WorkerJobs(WorkerCommand command, RunFolders folders, Supplier<URI> server, TokenKey key) {
    this.command = command;
    this.folders = folders;
    this.server = server;
    this.key = key;
  }

  /** Where it stands which worker runs which attempt. */
  WorkerNotes notes() {
    return new WorkerNotes(folders);
  }

  /** The key of a sweep's spare process. */
  static String standbyKey(int sweep) {
    return "network-" + sweep;
  }

  /** A new worker with an id of its own and a secret. */
  WorkerProcess worker(int sweep) {
    byte[] name = new byte[8];
    random.nextBytes(name);
    return worker(sweep, WORKER + sweep + "-" + HexFormat.of().formatHex(name));
  }

  /** The worker of an id. */
  WorkerProcess worker(int sweep, String id) {
    return new WorkerProcess(id, key.token(id), sweep, folders.workerLog(sweep, id));
  }

  /** The job of a worker. */
  Job job(WorkerProcess worker, SweepSpec spec) {
    SweepSpec.Resources needs = spec.resources();
    String session = new WorkerSession(server.get(), worker.id(), worker.token()).toJson();
    return new Job(
        worker.id(),
        Needs.owner(worker.sweep()),
        command.line(needs.memoryBytes()),
        ENVIRONMENT,
        directory(),
        worker.log(),
        session + "\n",
        Needs.resources(needs),
        new Limits(Optional.empty(), OptionalLong.of(MOST_LOG_BYTES)),
        needs.priority(),
        Optional.of(standbyKey(worker.sweep())),
        needs.engines(),
        Needs.standing(spec, spec.trial().timeout().map(READY_WITHIN::plus)));
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
