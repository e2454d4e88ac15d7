package io.sonde.web;

import io.sonde.search.port.AskDesk;
import io.sonde.search.port.InMemorySweepStore;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.reader.ExternalKind;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.TokenKey;
import io.sonde.search.sweep.Journal;
import io.sonde.search.sweep.LeasedTrials;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The engine itself over a store in memory, from the first use on, for trials that run elsewhere.
 */
final class Elsewhere implements AskDesk, AutoCloseable {
  private final InMemorySweepStore store;
  private final Clock clock;
  private Optional<Engine> engine = Optional.empty();

  Elsewhere(InMemorySweepStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  private record Engine(LeasedTrials leases, Journal journal, io.sonde.search.sweep.Sweeps sweeps) {
    static Engine over(InMemorySweepStore store, Clock clock) {
      ExternalKind kind = new ExternalKind();
      LeasedTrials leases = new LeasedTrials(clock);
      Journal journal = new Journal(store, clock, Duration.ofSeconds(30), new Quiet());
      io.sonde.search.sweep.Sweeps sweeps =
          new io.sonde.search.sweep.Sweeps(
              store,
              store,
              sweep -> {},
              journal,
              new SpecReader(List.of(kind)),
              Map.of(ExternalKind.NAME, kind),
              leases,
              clock,
              new TokenKey(new byte[TokenKey.BYTES]));
      sweeps.settle().join();
      return new Engine(leases, journal, sweeps);
    }
  }

  synchronized io.sonde.search.sweep.Sweeps sweeps() {
    Engine running = engine.orElseGet(() -> Engine.over(store, clock));
    engine = Optional.of(running);
    return running.sweeps();
  }

  int start(String spec) {
    return sweeps().start(spec, Path.of("/"), Overrides.NONE);
  }

  @Override
  public Asking ask(int sweep, Ask ask) {
    return sweeps().external().ask(sweep, ask);
  }

  @Override
  public CompletionStage<Told> tell(AttemptId attempt, String token, AttemptEnd end) {
    return sweeps().external().tell(attempt, token, end);
  }

  @Override
  public CompletionStage<Instant> heartbeat(AttemptId attempt, String token) {
    return sweeps().external().heartbeat(attempt, token);
  }

  @Override
  public synchronized void close() {
    engine.ifPresent(
        running -> {
          running.sweeps().close();
          running.journal().close();
          running.leases().close();
        });
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
