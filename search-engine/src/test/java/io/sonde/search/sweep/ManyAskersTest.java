package io.sonde.search.sweep;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.AskDesk.Ask;
import io.sonde.search.port.AskDesk.Asked;
import io.sonde.search.port.AskDesk.Later;
import io.sonde.search.port.AskDesk.Over;
import io.sonde.search.port.AskDesk.Told;
import io.sonde.search.port.AskDesk.Work;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.ReportInbox.Why;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Many run the trials of one sweep at once, send messages twice, vanish with a trial or tell that
 * it broke, while servers vanish too. Each trial counts once, and the budget is met exactly.
 */
final class ManyAskersTest {
  private static final int ASKERS = 16;
  private static final int TRIALS = 500;
  private static final String SPEC =
      """
      name: crowd
      objective: {metric: loss, direction: minimize}
      space: {x: {float: [0, 1]}}
      search: {algorithm: random, seed: 3}
      budget: {trials: 500}
      trial: {kind: external, lease: 2s, retries: {lost: 100, crash: 100}}
      """;

  private final ExternalBench bench = ExternalBench.live();
  private final Map<AttemptId, String> lent = new ConcurrentHashMap<>();
  private final Map<Integer, Set<AttemptId>> completed = new ConcurrentHashMap<>();

  @Test
  void noTrialIsLostOrCountedTwice() throws Exception {
    bench.start(SPEC);
    ExecutorService threads = Executors.newFixedThreadPool(ASKERS);
    List<Future<?>> askers = new ArrayList<>();
    for (int i = 0; i < ASKERS; i++) {
      Random dice = new Random(i);
      String name = "asker-" + i;
      askers.add(
          threads.submit(
              () -> {
                run(dice, name);
                return name;
              }));
    }
    for (int enough : new int[] {100, 250, 400}) {
      await()
          .atMost(3, MINUTES)
          .until(() -> completed.size() >= enough || askers.stream().anyMatch(Future::isDone));
      bench.restart();
    }
    for (Future<?> asker : askers) {
      asker.get(3, MINUTES);
    }
    threads.shutdown();
    List<TrialRow> trials = bench.trials();
    assertThat(bench.state()).isEqualTo(SweepState.COMPLETED);
    assertThat(trials).hasSize(TRIALS).allMatch(t -> t.state() == TrialState.COMPLETED);
    assertThat(trials).allMatch(t -> t.value().orElseThrow() == loss(t.number()));
    assertThat(completed).hasSize(TRIALS);
    assertThat(completed.values()).allMatch(attempts -> attempts.size() == 1);
    assertThat(lent.size()).as("some attempts were lost or broke").isGreaterThan(TRIALS);
    bench.close();
  }

  private static double loss(int trial) {
    return trial / 1000.0;
  }

  private void run(Random dice, String name) throws Exception {
    for (int n = 0; ; n++) {
      String key = name + "-" + n;
      Asked asked = ask(key, name);
      if (asked instanceof Over) {
        return;
      } else if (asked instanceof Work work) {
        if (dice.nextInt(4) == 0) {
          assertThat(again(key, name)).isEqualTo(work);
        }
        assertThat(lent.putIfAbsent(work.attempt(), key)).as("attempt given twice").isNull();
        work(dice, work);
      } else {
        assertThat(asked).isInstanceOf(Later.class);
      }
    }
  }

  /** The answer to an ask that is said again; a server that is about to go says to come later. */
  private Asked again(String key, String by) throws Exception {
    Asked answer = ask(key, by);
    while (answer instanceof Later) {
      answer = ask(key, by);
    }
    return answer;
  }

  private Asked ask(String key, String by) throws Exception {
    Ask ask = new Ask(Optional.of(key), by, Duration.ofSeconds(1));
    return say(() -> bench.desk().ask(1, ask).answer());
  }

  private void work(Random dice, Work work) throws Exception {
    int fate = dice.nextInt(20);
    try {
      for (int step = 1; step <= dice.nextInt(4); step++) {
        Verdict first = report(work, step);
        if (dice.nextInt(3) == 0) {
          assertThat(report(work, step)).isEqualTo(first);
        }
      }
      if (fate == 1) {
        tell(work, new AttemptEnd(Cause.CRASH, "broke"));
      } else if (fate != 0) {
        complete(dice, work);
      }
    } catch (Refused late) {
      assertThat(late.why()).as(late.getMessage()).isEqualTo(Why.FENCED);
    }
  }

  private void complete(Random dice, Work work) throws Exception {
    int trial = work.attempt().trial();
    AttemptEnd end = new AttemptEnd(Cause.COMPLETED, "", Map.of("loss", loss(trial)));
    Told told = tell(work, end);
    assertThat(told.state()).isEqualTo(TrialState.COMPLETED);
    completed.computeIfAbsent(trial, t -> ConcurrentHashMap.newKeySet()).add(work.attempt());
    if (dice.nextInt(3) == 0) {
      assertThat(tell(work, end)).isEqualTo(told);
    }
    if (dice.nextInt(3) == 0) {
      // Throws as refused, which ends this work.
      tell(work, new AttemptEnd(Cause.COMPLETED, "", Map.of("loss", -1.0)));
      throw new AssertionError("another value was taken");
    }
  }

  private Verdict report(Work work, int step) throws Exception {
    Report report = new Report(step, Map.of("loss", 1.0 / step));
    return say(() -> bench.sweeps().report(work.attempt(), work.token(), report));
  }

  private Told tell(Work work, AttemptEnd end) throws Exception {
    return say(() -> bench.desk().tell(work.attempt(), work.token(), end));
  }

  /** Says it again until there is an answer, as over a network. */
  private static <T> T say(Supplier<CompletionStage<T>> message) throws Exception {
    while (true) {
      try {
        return message.get().toCompletableFuture().get(5, SECONDS);
      } catch (TimeoutException gone) {
        assertThat(gone).as("an answer that was lost, so it is said again").isNotNull();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Refused refused && refused.why() != Why.LATER) {
          throw refused;
        }
        Thread.sleep(1);
      }
    }
  }
}
