package io.sonde.trial.launch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The worker processes of one sweep and the attempts that wait for them. Belongs to the launcher's
 * thread.
 */
final class WorkerPool {
  private final Deque<LaunchedAttempt> waiting = new ArrayDeque<>();
  private final Map<String, WorkerProcess> workers = new LinkedHashMap<>();

  void add(LaunchedAttempt attempt) {
    waiting.add(attempt);
  }

  /** Takes an attempt off the queue; whether it was there. */
  boolean remove(LaunchedAttempt attempt) {
    return waiting.remove(attempt);
  }

  /** The attempt that waits longest; there must be one. */
  LaunchedAttempt firstWaiting() {
    return waiting.element();
  }

  Optional<LaunchedAttempt> takeWaiting() {
    return Optional.ofNullable(waiting.poll());
  }

  void add(WorkerProcess worker) {
    workers.put(worker.id(), worker);
  }

  void remove(WorkerProcess worker) {
    workers.remove(worker.id());
  }

  List<WorkerProcess> workers() {
    return List.copyOf(workers.values());
  }

  /** A worker whose question is open, while an attempt waits. */
  Optional<WorkerProcess> next() {
    return waiting.isEmpty()
        ? Optional.empty()
        : workers.values().stream().filter(w -> w.free() && w.call().isPresent()).findFirst();
  }

  /** How many workers are missing (above 0) or too many (below) for the attempts that wait. */
  int missing() {
    long free = workers.values().stream().filter(WorkerProcess::free).count();
    return waiting.size() - (int) free;
  }

  /** Workers without work whose jobs wait for devices, the latest first. */
  List<WorkerProcess> queued() {
    Deque<WorkerProcess> latestFirst = new ArrayDeque<>();
    workers.values().stream().filter(w -> w.free() && w.queued()).forEach(latestFirst::addFirst);
    return List.copyOf(latestFirst);
  }
}
