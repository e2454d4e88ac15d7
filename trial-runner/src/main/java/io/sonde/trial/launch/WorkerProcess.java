package io.sonde.trial.launch;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Standby;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A worker process of a sweep, from its submission on. Belongs to the launcher's thread; what it
 * runs may be asked in any.
 */
final class WorkerProcess {
  private final String id;
  private final String token;
  private final int sweep;
  private List<Device> devices = List.of();
  private Path log;
  private boolean running;
  private boolean asked;
  private boolean leaving;
  private volatile Optional<LaunchedAttempt> current = Optional.empty();
  private Optional<CompletableFuture<Optional<String>>> call = Optional.empty();
  private Optional<Standby> spare = Optional.empty();

  WorkerProcess(String id, String token, int sweep, Path log) {
    this.id = id;
    this.token = token;
    this.sweep = sweep;
    this.log = log;
  }

  /** Names the worker, and its job. */
  String id() {
    return id;
  }

  String token() {
    return token;
  }

  int sweep() {
    return sweep;
  }

  /** What the process writes outside its trials. */
  Path log() {
    return log;
  }

  void started(List<Device> held, Path processLog) {
    running = true;
    devices = List.copyOf(held);
    log = processLog;
  }

  List<String> deviceIds() {
    return devices.stream().map(Device::id).toList();
  }

  /** Of the first device that tells it. */
  Optional<String> computeCapability() {
    return devices.stream().flatMap(d -> d.computeCapability().stream()).findFirst();
  }

  /** Whether its job still waits for devices. */
  boolean queued() {
    return !running;
  }

  /** Whether it has ever asked for work. */
  boolean asked() {
    return asked;
  }

  boolean leaving() {
    return leaving;
  }

  /** It takes no further work. */
  void leave() {
    leaving = true;
  }

  /** The attempt it runs. */
  Optional<LaunchedAttempt> current() {
    return current;
  }

  void run(LaunchedAttempt attempt) {
    current = Optional.of(attempt);
  }

  /** It runs an attempt that an earlier server has given it. */
  void goOn(LaunchedAttempt attempt) {
    asked = true;
    run(attempt);
  }

  void rest() {
    current = Optional.empty();
  }

  /** Whether it takes an attempt now or soon. */
  boolean free() {
    return !leaving && current.isEmpty();
  }

  /** The process that is to stand by for it. */
  Optional<Standby> spare() {
    return spare;
  }

  void spare(Standby standby) {
    spare = Optional.of(standby);
  }

  /** Its open question for work. */
  Optional<CompletableFuture<Optional<String>>> call() {
    return call.filter(c -> !c.isDone());
  }

  void asks(CompletableFuture<Optional<String>> answer) {
    asked = true;
    call = Optional.of(answer);
  }
}
