package io.sonde.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.history.TrialState;
import io.sonde.search.spec.SpecException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SearchTest {
  private static final String SPACE = "x: {float: [-2, 2]}\nn: {int: [1, 4]}";

  @Test
  void findsTheSmallestAndTheLargest() {
    Result smallest = squares(Search.minimize("loss"));
    assertThat(smallest.best().values().get("loss")).isCloseTo(1, within(0.05));
    assertThat(smallest.best().configuration().whole("n")).isEqualTo(1);
    assertThat(smallest.count(TrialState.COMPLETED)).isEqualTo(80);
    Result largest = squares(Search.maximize("gain"));
    assertThat(largest.best().values().get("gain")).isGreaterThan(7);
  }

  private static Result squares(Search search) {
    return search
        .space(SPACE)
        .trials(80)
        .seed(3)
        .run(trial -> Math.pow(trial.config().real("x"), 2) + trial.config().get("n", long.class));
  }

  @Test
  void aSeedRepeatsIt() {
    List<List<Object>> runs = new ArrayList<>();
    for (long seed : new long[] {5, 5, 6}) {
      List<Object> seen = new ArrayList<>();
      Search.minimize("loss")
          .space(SPACE)
          .trials(25)
          .seed(seed)
          .run(
              trial -> {
                seen.add(trial.config());
                seen.add(trial.seed());
                return trial.config().real("x");
              });
      runs.add(seen);
    }
    assertThat(runs.get(0)).hasSize(50).isEqualTo(runs.get(1)).isNotEqualTo(runs.get(2));
    Result drawn = Search.minimize("loss").space(SPACE).trials(3).run(trial -> 0);
    Result again =
        Search.minimize("loss").space(SPACE).trials(3).seed(drawn.seed()).run(trial -> 0);
    assertThat(again.best()).isEqualTo(drawn.best());
  }

  @Test
  void severalThreadsEvaluateAtOnce() {
    CyclicBarrier all = new CyclicBarrier(4);
    Set<String> threads = ConcurrentHashMap.newKeySet();
    Result result =
        Search.minimize("loss")
            .space(SPACE)
            .trials(40)
            .parallel(4)
            .run(
                trial -> {
                  threads.add(Thread.currentThread().getName());
                  all.await(60, TimeUnit.SECONDS);
                  return trial.config().real("x");
                });
    assertThat(threads).hasSize(4);
    assertThat(result.count(TrialState.COMPLETED)).isEqualTo(40);
  }

  @Test
  void pausedTrialsGoOnWithWhatTheyKept() {
    ConcurrentLinkedQueue<Integer> resumed = new ConcurrentLinkedQueue<>();
    for (int threads : new int[] {1, 3}) {
      Result result =
          promoting(threads)
              .run(
                  trial -> {
                    int done = trial.kept(Integer.class).orElse(0);
                    assertThat(trial.nextStep()).isEqualTo(done + 1);
                    if (done > 0) {
                      resumed.add(trial.number());
                    }
                    for (int step = done + 1; step <= 9; step++) {
                      trial.keep(step);
                      if (!trial.report(step, trial.config().real("x") + 1.0 / step)) {
                        return Double.NaN;
                      }
                    }
                    return trial.config().real("x");
                  });
      assertThat(result.count(TrialState.COMPLETED) + result.count(TrialState.STOPPED))
          .isEqualTo(30);
      assertThat(result.count(TrialState.COMPLETED)).isBetween(1, 15);
      assertThat(resumed).isNotEmpty();
    }
  }

  @Test
  void anEvaluationThatStartsOverAfterAPauseReportsNothingTwice() {
    Result result =
        promoting(1)
            .run(
                trial -> {
                  double value = trial.config().real("x");
                  for (int step = 1; step <= 9 && trial.report(step, value); step++) {
                    value -= 0.01;
                  }
                  return value;
                });
    assertThat(result.firstFailure()).isEmpty();
    assertThat(result.count(TrialState.FAILED)).isZero();
  }

  private static Search promoting(int threads) {
    return Search.minimize("loss")
        .space(SPACE)
        .earlyStopping("asha", Map.of("mode", "promoting", "max", 9))
        .trials(30)
        .parallel(threads)
        .seed(1);
  }

  @Test
  void severalObjectivesConstraintsAndInfeasibleOnes() {
    Result result =
        Search.minimize("cost")
            .andMaximize("speed")
            .atLeast("margin", -1)
            .space(SPACE)
            .algorithm("random")
            .seed(4)
            .trials(60)
            .run(
                trial -> {
                  double x = trial.config().real("x");
                  if (trial.config().whole("n") == 4) {
                    throw new InfeasibleException("four is too many");
                  }
                  trial.measure("speed", x);
                  trial.measure("margin", x);
                  return x * x;
                });
    assertThat(result.count(TrialState.INFEASIBLE)).isGreaterThan(10);
    assertThat(result.front()).hasSizeGreaterThan(2);
    assertThat(result.front())
        .allSatisfy(found -> assertThat(found.values().get("speed")).isBetween(-1.0, 2.0))
        .allSatisfy(found -> assertThat(found.configuration().whole("n")).isLessThan(4));
    assertThat(result.hypervolume()).isPositive();
  }

  @Test
  void exceptionsAreFailedTrialsAndSaidWhenNothingElseIsThere() {
    Result some =
        Search.minimize("loss")
            .space(SPACE)
            .trials(10)
            .run(
                trial -> {
                  int onlyOdd = 10 / (trial.number() % 2);
                  return onlyOdd * trial.config().real("x");
                });
    assertThat(some.count(TrialState.FAILED)).isEqualTo(5);
    assertThat(some.firstFailure()).get().isInstanceOf(ArithmeticException.class);
    Result none =
        Search.minimize("loss")
            .andMinimize("size")
            .space(SPACE)
            .trials(4)
            .run(trial -> trial.config().real("x"));
    assertThatThrownBy(none::best)
        .hasMessageContaining("of 4 4 failed")
        .hasMessageContaining("expected a value of size, which trial 0 has not reported");
  }

  @Test
  void anErrorEndsItAndIsThrown() {
    for (int threads : new int[] {1, 2}) {
      AtomicInteger evaluated = new AtomicInteger();
      Search search = Search.minimize("loss").space(SPACE).trials(1000).parallel(threads);
      assertThatThrownBy(
              () ->
                  search.run(
                      trial -> {
                        if (evaluated.incrementAndGet() == 3) {
                          throw new StackOverflowError("too deep");
                        }
                        return 1;
                      }))
          .isInstanceOf(StackOverflowError.class);
      assertThat(evaluated.get()).isLessThan(1000);
    }
  }

  @Test
  void anInterruptEndsItWithWhatWasFound() {
    for (int threads : new int[] {1, 2}) {
      Thread caller = Thread.currentThread();
      Result result =
          Search.minimize("loss")
              .space(SPACE)
              .trials(1000)
              .parallel(threads)
              .run(
                  trial -> {
                    if (trial.number() == 5) {
                      caller.interrupt();
                      TimeUnit.MINUTES.sleep(5);
                    }
                    return trial.number();
                  });
      assertThat(Thread.interrupted()).isTrue();
      assertThat(result.history().size()).isLessThan(1000);
      assertThat(result.best().trial()).isZero();
    }
  }

  @Test
  void itBeginsWithGivenConfigurations() {
    List<Double> seen = new ArrayList<>();
    Search.minimize("loss")
        .space(SPACE)
        .start(Map.of("x", 1, "n", 2))
        .start(Map.of("x", -0.5))
        .trials(3)
        .run(
            trial -> {
              seen.add(trial.config().real("x"));
              return 0;
            });
    assertThat(seen.subList(0, 2)).containsExactly(1.0, -0.5);
  }

  @Test
  void everyAlgorithmIsThere() {
    Set<Object> bests = new HashSet<>();
    for (String algorithm : List.of("random", "grid", "sobol")) {
      bests.add(
          Search.minimize("loss")
              .space("n: {int: [1, 4]}")
              .algorithm(algorithm)
              .trials(30)
              .seed(2)
              .run(trial -> trial.config().whole("n"))
              .best()
              .values());
    }
    assertThat(bests).containsExactly(Map.of("loss", 1.0));
  }

  @Test
  void whatIsWrongIsSaid() {
    Search search = Search.minimize("loss");
    assertThatThrownBy(() -> search.trials(3).run(trial -> 0)).hasMessageContaining("say space(…)");
    assertThatThrownBy(() -> search.space("x: {float: [2, 1]}")).isInstanceOf(SpecException.class);
    assertThatThrownBy(() -> search.space("- 1")).isInstanceOf(SpecException.class);
    search.space(SPACE);
    assertThatThrownBy(() -> search.parallel(0)).hasMessageContaining("at least 1 thread, got 0");
    assertThatThrownBy(() -> search.trials(0).run(trial -> 0)).hasMessageContaining("got 0");
    search.trials(3);
    assertThatThrownBy(() -> search.algorithm("magic").run(trial -> 0))
        .hasMessageContaining("no algorithm 'magic'");
    search.algorithm("tpe", Map.of("magic", 1));
    assertThatThrownBy(() -> search.run(trial -> 0)).hasMessageContaining("no setting 'magic'");
    search.algorithm("tpe").start(Map.of("y", 1));
    assertThatThrownBy(() -> search.run(trial -> 0)).hasMessageContaining("no parameter at 'y'");
    assertThatThrownBy(() -> Search.minimize("loss").space(SPACE).run(trial -> 0))
        .hasMessageContaining("expected a number of trials or a wall time");
  }

  @Test
  void theWallTimeEndsIt() {
    Result result =
        Search.minimize("loss").space(SPACE).wall(Duration.ofMillis(50)).run(trial -> 1);
    assertThat(result.history().size()).isPositive();
  }
}
