package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.DeviceProcess;
import io.sonde.scheduler.device.Reading;
import io.sonde.scheduler.port.DeviceProbe;
import io.sonde.scheduler.port.DeviceProbeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits, once a job and all its processes are gone, until the memory of its GPUs is back: drivers
 * take it back a while after the process, and sometimes never.
 *
 * <p>What counts is the memory that no process on the device explains, beside what it was before
 * the job: the driver keeps some for itself at all times. Where neither is known the device counts
 * as free. Has a thread of its own; safe for use by several.
 */
final class MemoryReturn implements AutoCloseable {

  /** How long the driver may take. */
  static final Duration BOUND = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofMillis(250);

  /** A device that was free for so long has been looked at meanwhile, and others may have come. */
  private static final Duration SETTLED = Duration.ofSeconds(15);

  /** What the driver keeps for itself differs by so much from one moment to the next. */
  private static final long TOLERANCE_BYTES = 256L << 20;

  private static final Logger log = LoggerFactory.getLogger(MemoryReturn.class);

  private final List<DeviceProbe> probes;
  private final Duration bound;
  private final Function<String, Optional<Reading>> lastSeen;
  private final Map<String, Idle> idle = new ConcurrentHashMap<>();
  private final Queue<Wait> arrivals = new ConcurrentLinkedQueue<>();
  private final List<Wait> waits = new ArrayList<>();
  private final ScheduledThreadPoolExecutor thread;
  private boolean due;
  private volatile boolean closed;

  /** The unexplained memory of a device that nobody of ours used, and when that was. */
  private record Idle(long bytes, long atNanos) {}

  /** Devices whose job is gone. */
  private record Wait(Set<String> devices, long deadline, Consumer<Map<String, String>> then) {}

  /**
   * Waits for nothing yet.
   *
   * @param probes tell what the devices do
   * @param bound after which a device is given up
   * @param lastSeen what a device did a while ago, empty where that is not known
   */
  MemoryReturn(
      List<DeviceProbe> probes, Duration bound, Function<String, Optional<Reading>> lastSeen) {
    this.probes = List.copyOf(probes);
    this.bound = bound;
    this.lastSeen = lastSeen;
    thread =
        new ScheduledThreadPoolExecutor(
            1, MemoryReturn::daemon, new ThreadPoolExecutor.DiscardPolicy());
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sonde-memory-return");
    thread.setDaemon(true);
    return thread;
  }

  /** A job is about to use devices that nobody of ours uses. Returns at once. */
  void taken(Collection<String> deviceIds) {
    long now = System.nanoTime();
    for (String id : deviceIds) {
      Idle known = idle.get(id);
      if (known == null || now - known.atNanos() > SETTLED.toNanos()) {
        lastSeen
            .apply(id)
            .flatMap(MemoryReturn::unexplained)
            .ifPresent(bytes -> idle.put(id, new Idle(bytes, now)));
      }
    }
  }

  /** Whatever a device holds is fine: a person says so. */
  void forget(String deviceId) {
    idle.remove(deviceId);
  }

  /**
   * Calls back, in a thread of its own, once the memory of devices is back, or the bound has passed
   * or this is closed: with those that did not give theirs back, each with a sentence.
   */
  void await(Set<String> deviceIds, Consumer<Map<String, String>> then) {
    arrivals.add(new Wait(deviceIds, System.nanoTime() + bound.toNanos(), then));
    thread.execute(this::look);
    if (closed) {
      releaseArrivals();
    }
  }

  /** All who wait are served by one look. */
  private void look() {
    for (Wait one = arrivals.poll(); one != null; one = arrivals.poll()) {
      waits.add(one);
    }
    if (waits.isEmpty()) {
      return;
    }
    Map<String, Reading> now = closed ? Map.of() : readings();
    waits.removeIf(one -> settled(one, now));
    if (!waits.isEmpty() && !due) {
      due = true;
      var unused = thread.schedule(this::lookAgain, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void lookAgain() {
    due = false;
    look();
  }

  /** Nothing where nothing can be told: then nobody is held up. */
  private Map<String, Reading> readings() {
    Map<String, Reading> readings = new HashMap<>();
    try {
      probes.forEach(probe -> probe.readings().forEach(one -> readings.put(one.deviceId(), one)));
    } catch (DeviceProbeException e) {
      log.warn("Whether memory came back is not known: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("A look for memory that comes back failed.", e);
    }
    return readings;
  }

  private boolean settled(Wait one, Map<String, Reading> now) {
    Map<String, String> stuck = new HashMap<>();
    for (String id : one.devices()) {
      Optional<Reading> reading = Optional.ofNullable(now.get(id));
      missing(id, reading).ifPresent(bytes -> stuck.put(id, sentence(bytes)));
    }
    if (!stuck.isEmpty() && !closed && System.nanoTime() - one.deadline() < 0) {
      return false;
    }
    for (String id : one.devices()) {
      if (!stuck.containsKey(id)) {
        Optional.ofNullable(now.get(id))
            .flatMap(MemoryReturn::unexplained)
            .ifPresent(bytes -> idle.put(id, new Idle(bytes, System.nanoTime())));
      }
    }
    one.then().accept(closed ? Map.of() : stuck);
    return true;
  }

  /** How much more is taken than before the job; empty while that is no more than it varies. */
  private Optional<Long> missing(String deviceId, Optional<Reading> reading) {
    Optional<Idle> before = Optional.ofNullable(idle.get(deviceId));
    Optional<Long> now = reading.flatMap(MemoryReturn::unexplained);
    if (before.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    long more = now.get() - before.get().bytes();
    return more > TOLERANCE_BYTES ? Optional.of(more) : Optional.empty();
  }

  private String sentence(long bytes) {
    return "%d MiB of its memory did not come back within %d s after the last job's processes were gone"
        .formatted(bytes >> 20, Math.max(1, bound.toSeconds()));
  }

  private static Optional<Long> unexplained(Reading reading) {
    if (reading.usedBytes().isEmpty()) {
      return Optional.empty();
    }
    long explained =
        reading.processes().stream()
            .map(DeviceProcess::memoryBytes)
            .mapToLong(bytes -> bytes.orElse(0))
            .sum();
    return Optional.of(Math.max(0, reading.usedBytes().getAsLong() - explained));
  }

  /** Nobody waits any longer. */
  @Override
  public void close() {
    closed = true;
    thread.execute(this::look);
    thread.shutdown();
    releaseArrivals();
  }

  private void releaseArrivals() {
    for (Wait one = arrivals.poll(); one != null; one = arrivals.poll()) {
      one.then().accept(Map.of());
    }
  }
}
