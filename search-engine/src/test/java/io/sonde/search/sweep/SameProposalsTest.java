package io.sonde.search.sweep;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.asktell.AskTell;
import io.sonde.search.asktell.Asked;
import io.sonde.search.asktell.Parts;
import io.sonde.search.asktell.Pausing;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Constraint;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.port.InMemorySweepStore;
import io.sonde.search.port.Play;
import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.proposal.WarmStart;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Decision;
import io.sonde.search.report.TokenKey;
import io.sonde.search.sampler.Samplers;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import io.sonde.search.spec.SweepSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sweep of a server and one in memory are the same sweep, one trial at a time. */
class SameProposalsTest {
  private static final int TRIALS = 24;
  private static final Space SPACE = Play.conditional();
  private static final Goal GOAL =
      new Goal(
          List.of(new Objective("accuracy", Direction.MAXIMIZE)),
          List.of(new Constraint("rate", 0, 0.5, false)));
  private static final WarmStart START = WarmStart.of(List.of(Map.of("rate", 0.25)), SPACE, GOAL);

  @ParameterizedTest
  @ValueSource(strings = {"tpe", "random"})
  void askTellDoesWhatASweepDoes(String algorithm) throws Exception {
    InMemorySweepStore store = new InMemorySweepStore();
    sweep(store, algorithm);
    List<TrialRow> rows =
        store.trials(1, new TrialQuery(Set.of(), "number", false, 0, 1000)).rows();
    AskTell askTell =
        new AskTell(
            new Parts(
                SPACE,
                GOAL,
                Samplers.create(algorithm, SPACE, 7, Map.of()),
                new Pausing(),
                START,
                spec(algorithm).budget(),
                7),
            Clock.systemUTC());
    play(askTell);
    assertThat(rows).hasSize(TRIALS);
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(values(askTell, row.number())).isEqualTo(row.values());
              assertThat(askTell.history().state(row.number())).isEqualTo(row.state());
            });
  }

  private static Map<String, Object> values(AskTell sweep, int trial) {
    return SPACE.configure(p -> sweep.history().code(trial, p.index())).values();
  }

  private static void play(AskTell sweep) {
    while (sweep.ask() instanceof Asked.Work work) {
      boolean goesOn = true;
      for (int step = work.after().orElse(0) + 1; step <= 3 && goesOn; step++) {
        double value = accuracy(work.configuration(), step);
        goesOn =
            sweep.report(work.trial(), step, Map.of("accuracy", value)).decision()
                == Decision.CONTINUE;
      }
      if (goesOn) {
        sweep.tell(work.trial(), Map.of("rate", rate(work.configuration())));
      }
    }
  }

  private static void sweep(InMemorySweepStore store, String algorithm) throws Exception {
    int number =
        store.create(
            new SweepStore.NewSweep(
                "test",
                "",
                "/",
                SweepStore.Overrides.NONE,
                Optional.empty(),
                7,
                Instant.parse("2026-11-21T12:00:00Z")),
            new SweepStore.SweepHead(GOAL.objectives(), TRIALS));
    try (InProcessLauncher launcher =
            new InProcessLauncher(SameProposalsTest::train, ConcurrentHashMap.newKeySet());
        Journal journal =
            new Journal(store, Clock.systemUTC(), Duration.ofSeconds(30), new Quiet())) {
      SweepLoop loop =
          new SweepLoop(
              new SweepLoop.Parts(
                  number,
                  spec(algorithm),
                  7,
                  1,
                  new Anything(),
                  Samplers.create(algorithm, SPACE, 7, Map.of()),
                  new Pausing(),
                  START,
                  launcher,
                  journal,
                  new Tokens(new TokenKey(new byte[TokenKey.BYTES]), Instant.EPOCH),
                  List.of(),
                  false));
      launcher.reportTo(loop);
      loop.start();
      assertThat(loop.done().get(60, SECONDS)).isEqualTo(SweepState.COMPLETED);
    }
  }

  private static AttemptEnd train(
      TrialLauncher.Request request, InProcessLauncher.Reporter reporter) {
    int after = reporter.after();
    for (int step = after + 1; step <= 3; step++) {
      if (!reporter.report(step, accuracy(request.configuration(), step))) {
        return new AttemptEnd(Cause.STOPPED, "told to stop");
      }
    }
    return new AttemptEnd(Cause.COMPLETED, "", Map.of("rate", rate(request.configuration())));
  }

  private static double accuracy(Configuration configuration, int step) {
    return step - Math.abs(Math.log10(rate(configuration)) + 2);
  }

  private static double rate(Configuration configuration) {
    return (double) configuration.values().get("rate");
  }

  private static SweepSpec spec(String algorithm) {
    return new SweepSpec(
        "test",
        GOAL,
        SPACE,
        new SweepSpec.Search(algorithm, OptionalLong.of(7), Map.of()),
        new SweepSpec.EarlyStopping("none", Map.of()),
        new SweepSpec.Budget(TRIALS, Optional.empty(), OptionalInt.of(1)),
        new SweepSpec.Resources(0, 1, OptionalLong.empty(), 50),
        new SweepSpec.Trial("test", Map.of(), Optional.empty(), Map.of()),
        "",
        Path.of("/"));
  }

  /** Every configuration can run. */
  private static final class Anything implements PreparedTrials {
    @Override
    public Feasibility assess(Configuration configuration) {
      return new Feasible(Map.of());
    }

    @Override
    public Optional<String> dataHash() {
      return Optional.empty();
    }
  }

  /** A store in memory is never away. */
  private static final class Quiet implements Journal.StoreWatch {
    @Override
    public void away(String message) {}

    @Override
    public void back() {}

    @Override
    public void gone(String message) {}
  }
}
