package io.sonde.web.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.queue.SchedulerStatus;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.Totals;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.web.document.DeviceDocument;
import io.sonde.web.port.ConnectionUse;
import io.sonde.web.port.DeviceDesk;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * How things stand when somebody looks: sweeps, trials, jobs, devices, connections. States in which
 * nothing is are told as 0, so that a line in a chart does not break off. While the store is away,
 * what it knows is not told.
 */
final class Standing {
  private final SweepReader reader;
  private final DeviceDesk desk;
  private final Supplier<ConnectionUse> connections;
  private final MultiGauge sweeps;
  private final MultiGauge trials;
  private final MultiGauge jobs;
  private final MultiGauge devices;
  private final MultiGauge uses;
  private volatile boolean storeUp;
  private volatile int queued;
  private volatile int waiting;

  Standing(
      PrometheusMeterRegistry registry,
      SweepReader reader,
      DeviceDesk desk,
      Supplier<ConnectionUse> connections) {
    this.reader = reader;
    this.desk = desk;
    this.connections = connections;
    sweeps = gauges(registry, "sonde.sweeps", "Sweeps by state");
    trials = gauges(registry, "sonde.trials", "Trials of all sweeps by state");
    jobs = gauges(registry, "sonde.jobs", "Jobs that the backend has, by phase");
    devices = gauges(registry, "sonde.devices", "Devices by state");
    uses = gauges(registry, "sonde.store.connections", "Connections to the database by use");
    Gauge.builder("sonde.queue.jobs", () -> queued)
        .description("Jobs that wait for devices, here or in the cluster")
        .register(registry);
    Gauge.builder("sonde.store.connections.awaited", () -> waiting)
        .description("Threads that wait for a connection to the database")
        .register(registry);
    Gauge.builder("sonde.store.up", () -> storeUp ? 1 : 0)
        .description("1 while the database answers, else 0")
        .register(registry);
  }

  private static MultiGauge gauges(
      PrometheusMeterRegistry registry, String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  /** Looks again. Blocks on the store; to be called by one thread at a time. */
  void look() {
    SchedulerStatus status = desk.status();
    queued = status.queue().size();
    put(jobs, "phase", counted(status.running(), Observation::phase), Observation.Phase.values());
    put(
        devices,
        "state",
        counted(status.devices(), DeviceDocument::state),
        DeviceDocument.State.values());
    ConnectionUse use = connections.get();
    waiting = use.waiting();
    uses.register(
        List.of(
            Row.of(Tags.of("use", "active"), use.active()),
            Row.of(Tags.of("use", "idle"), use.idle()),
            Row.of(Tags.of("use", "free"), Math.max(0, use.most() - use.active() - use.idle()))),
        true);
    try {
      Totals totals = reader.totals();
      put(sweeps, "state", totals.sweeps(), SweepState.values());
      put(trials, "state", totals.trials(), TrialState.values());
      storeUp = true;
    } catch (StoreUnavailable e) {
      sweeps.register(List.of(), true);
      trials.register(List.of(), true);
      storeUp = false;
    }
  }

  private static <T, E extends Enum<E>> Map<E, Long> counted(List<T> all, Function<T, E> kind) {
    return all.stream().collect(Collectors.groupingBy(kind, Collectors.counting()));
  }

  private static <E extends Enum<E>> void put(
      MultiGauge gauge, String tag, Map<E, Long> counts, E[] all) {
    gauge.register(
        Arrays.stream(all)
            .map(one -> Row.of(Tags.of(tag, word(one)), counts.getOrDefault(one, 0L)))
            .collect(Collectors.toList()),
        true);
  }

  private static String word(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
