package io.sonde.web.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sonde.search.port.ReportInbox;
import java.time.Duration;

/**
 * What is measured of one server, from its start to its end. Taking a measurement costs well below
 * a microsecond and takes no lock. Thread-safe.
 */
public final class Metrics implements AutoCloseable {
  /** Where requests and commits are told apart by their time. */
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(1),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private final Timer commits;
  private final DistributionSummary committed;
  private final Counter thinned;
  private final Counter freed;

  /** Nothing is measured yet but the JVM. */
  public Metrics() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collector.bindTo(registry);
    commits = timer("sonde.commit", "One commit of events to the store").register(registry);
    committed =
        DistributionSummary.builder("sonde.commit.events")
            .description("Events of one commit")
            .serviceLevelObjectives(1, 2, 5, 10, 50, 100, 500, 1000, 5000)
            .register(registry);
    thinned =
        Counter.builder("sonde.retention.points")
            .description("Values of metrics that retention has thinned out")
            .register(registry);
    freed =
        Counter.builder("sonde.retention.bytes")
            .description("Bytes of models, checkpoints and artifacts that retention has removed")
            .register(registry);
  }

  /** A batch of events was stored. */
  public void committed(int events, Duration took) {
    commits.record(took);
    committed.record(events);
  }

  /** Retention has thinned curves, of which so many values went. */
  public void thinned(long points) {
    thinned.increment(points);
  }

  /** Retention has removed files of old sweeps. */
  public void freed(long bytes) {
    freed.increment(bytes);
  }

  /** The same inbox; how long its answers take is measured. */
  public ReportInbox timed(ReportInbox inbox) {
    return new TimedInbox(
        inbox,
        timer("sonde.report", "From a report to its stored verdict").register(registry),
        timer("sonde.attempt.end", "From the end of an attempt to its storage").register(registry));
  }

  static Timer.Builder timer(String name, String description) {
    return Timer.builder(name).description(description).serviceLevelObjectives(BOUNDS);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }
}
