package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.DeviceProcess;
import io.sonde.scheduler.device.Reading;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.DeviceProbe;
import io.sonde.scheduler.port.DeviceProbeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the devices again and again: what they do, and which of the processes on them are of
 * other people. A look is at most a twentieth of the time, so that a slow driver, or one that
 * hangs, is asked seldom. Has a thread of its own; safe for use by several.
 *
 * <p>A process is of others when the backend does not own it. One that is not to be seen from here,
 * because it has just ended or the driver counts processes as the host does and this is a
 * container, counts as ours on a device that a job of ours holds.
 */
final class DeviceWatch implements AutoCloseable {

  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final int PART = 20;

  private static final String GONE =
      "its driver does not list it any more: it may have failed, or its MIG instances were changed";

  private static final Logger log = LoggerFactory.getLogger(DeviceWatch.class);

  /** Who is told. */
  interface Listener {
    /** After each look: the bytes that others hold, on the devices that they use. */
    void usedByOthers(Map<String, Long> bytes);

    /** A device is not there any more; told at each look. */
    void gone(String deviceId, String reason);
  }

  /** What was seen of a device: its reading, and those of its processes that are not ours. */
  record Seen(Reading reading, List<DeviceProcess> others) {}

  private final List<DeviceProbe> probes;
  private final Backend backend;
  private final Supplier<Set<String>> held;
  private final Listener listener;
  private final Set<String> known = new HashSet<>();
  private final ScheduledExecutorService thread;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile Map<String, Seen> seen = Map.of();
  private volatile Optional<String> problem = Optional.empty();

  /**
   * Does not look yet.
   *
   * @param held gives the devices that jobs of ours hold
   */
  DeviceWatch(
      List<DeviceProbe> probes, Backend backend, Supplier<Set<String>> held, Listener listener) {
    this.probes = List.copyOf(probes);
    this.backend = backend;
    this.held = held;
    this.listener = listener;
    thread =
        new ScheduledThreadPoolExecutor(
            1, DeviceWatch::daemon, new ThreadPoolExecutor.DiscardPolicy());
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sonde-devices");
    thread.setDaemon(true);
    return thread;
  }

  /** Looks once, and goes on where there is anything to see; a second call does nothing. */
  void start() {
    if (started.getAndSet(true)) {
      return;
    }
    Duration took = look();
    if (!seen.isEmpty() || problem.isPresent()) {
      again(took);
    }
  }

  private void again(Duration took) {
    Duration rest = took.multipliedBy(PART);
    Duration pause = rest.compareTo(EVERY) > 0 ? rest : EVERY;
    var unused = thread.schedule(() -> again(look()), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What was last seen of a device; empty where nothing is known of it at this moment. */
  Optional<Seen> seen(String deviceId) {
    return Optional.ofNullable(seen.get(deviceId));
  }

  /** Why nothing is known, a sentence for people; empty while all is well. */
  Optional<String> problem() {
    return problem;
  }

  private Duration look() {
    long begin = System.nanoTime();
    try {
      look(held.get());
    } catch (DeviceProbeException e) {
      String sentence = String.valueOf(e.getMessage());
      if (!thread.isShutdown() && !problem.equals(Optional.of(sentence))) {
        log.warn("What the devices do is not known: {}", sentence);
      }
      problem = Optional.of(sentence);
      seen = Map.of();
    } catch (RuntimeException e) {
      log.error("A look at the devices failed; there will be others.", e);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void look(Set<String> heldBefore) {
    List<Reading> readings = new ArrayList<>();
    probes.forEach(probe -> readings.addAll(probe.readings()));
    Set<String> ours = new HashSet<>(heldBefore);
    ours.addAll(held.get());
    Set<Long> own = backend.own(pids(readings));
    Map<String, Seen> now = new HashMap<>();
    Map<String, Long> bytes = new HashMap<>();
    for (Reading reading : readings) {
      boolean holding = ours.contains(reading.deviceId());
      List<DeviceProcess> others =
          reading.processes().stream()
              .filter(one -> !own.contains(one.pid()) && !(holding && !visible(one.pid())))
              .toList();
      now.put(reading.deviceId(), new Seen(reading, others));
      if (!others.isEmpty()) {
        bytes.put(reading.deviceId(), foreignBytes(reading, others));
      }
    }
    tell(now, bytes);
  }

  private void tell(Map<String, Seen> now, Map<String, Long> bytes) {
    known.addAll(now.keySet());
    seen = Map.copyOf(now);
    if (problem.isPresent()) {
      log.info("What the devices do is known again.");
      problem = Optional.empty();
    }
    if (!known.isEmpty()) {
      listener.usedByOthers(bytes);
    }
    known.stream().filter(id -> !now.containsKey(id)).forEach(id -> listener.gone(id, GONE));
  }

  private static Set<Long> pids(Collection<Reading> readings) {
    Set<Long> pids = new HashSet<>();
    readings.forEach(reading -> reading.processes().forEach(one -> pids.add(one.pid())));
    return pids;
  }

  private static boolean visible(long pid) {
    return ProcessHandle.of(pid).isPresent();
  }

  /**
   * What they hold; where one of them does not tell, all that is in use and nobody else's. At least
   * 1, for they are there.
   */
  private static long foreignBytes(Reading reading, List<DeviceProcess> others) {
    boolean told = others.stream().allMatch(one -> one.memoryBytes().isPresent());
    long known = sum(others);
    if (!told) {
      List<DeviceProcess> rest =
          reading.processes().stream().filter(one -> !others.contains(one)).toList();
      known = Math.max(known, reading.usedBytes().orElse(0) - sum(rest));
    }
    return Math.max(1, known);
  }

  private static long sum(List<DeviceProcess> processes) {
    return processes.stream()
        .map(DeviceProcess::memoryBytes)
        .mapToLong(bytes -> bytes.orElse(0))
        .sum();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
