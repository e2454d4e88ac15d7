package io.sonde.search.sweep;

import io.sonde.search.event.SweepState;
import io.sonde.search.port.AskDesk;
import io.sonde.search.port.InMemorySweepStore;
import io.sonde.search.port.SweepReader.AttemptRow;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.reader.ExternalKind;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.report.TokenKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Servers, one after the other, over one store, with trials that run elsewhere. */
final class ExternalBench implements AutoCloseable {
  private static final TokenKey KEY = new TokenKey(new byte[TokenKey.BYTES]);

  final InMemorySweepStore store = new InMemorySweepStore();
  final HeldStore written = new HeldStore(store);
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
  private final Clock clock;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private LeasedTrials leases;
  private Journal journal;
  private volatile Sweeps sweeps;

  /** By a clock that stands still but for {@link #pass}. */
  ExternalBench() {
    clock = new Still();
    server();
    sweeps.settle().join();
  }

  /** By the clock on the wall. */
  static ExternalBench live() {
    return new ExternalBench(Clock.systemUTC());
  }

  private ExternalBench(Clock clock) {
    this.clock = clock;
    server();
    sweeps.settle().join();
  }

  /** Another server, which has not taken up anything yet; the one before is heard of no more. */
  void server() {
    if (journal != null) {
      leases.close();
      journal.close();
    }
    leases = new LeasedTrials(clock);
    journal = new Journal(written, clock, Duration.ofSeconds(30), new Quiet());
    ExternalKind kind = new ExternalKind();
    sweeps =
        new Sweeps(
            written,
            store,
            sweep -> {},
            journal,
            new SpecReader(List.of(kind)),
            Map.of(ExternalKind.NAME, kind),
            leases,
            clock,
            KEY);
    parts.push(leases);
    parts.push(journal);
    parts.push(sweeps);
  }

  /** The server vanishes, and another one takes its sweeps up. */
  void restart() {
    server();
    sweeps.unfinished().forEach(sweeps::takeUpUnfinished);
    sweeps.settle().join();
  }

  /** The server stops in good order. */
  void stop() {
    sweeps.close();
  }

  Sweeps sweeps() {
    return sweeps;
  }

  AskDesk desk() {
    return sweeps.external();
  }

  void start(String spec) {
    sweeps.start(spec, Path.of("/"), Overrides.NONE);
  }

  /** So many seconds pass, and leases are looked at. */
  void pass(int seconds) {
    now.updateAndGet(time -> time.plusSeconds(seconds));
    leases.look();
  }

  List<TrialRow> trials() {
    return store.trials(1, new TrialQuery(Set.of(), "number", false, 0, 10_000)).rows();
  }

  List<AttemptRow> attempts(int trial) {
    return store.attempts(1, trial);
  }

  TrialRow trial(int number) {
    return store.trial(1, number).orElseThrow();
  }

  SweepState state() {
    return store.sweep(1).orElseThrow().state();
  }

  @Override
  public void close() {
    parts.forEach(
        part -> {
          try {
            part.close();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private final class Still extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now.get();
    }
  }

  private static final class Quiet implements Journal.StoreWatch {
    @Override
    public void away(String message) {}

    @Override
    public void back() {}

    @Override
    public void gone(String message) {}
  }
}
