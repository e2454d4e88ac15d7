package io.sonde.search.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every stopper promises. Rules that compare trials promise more. */
public abstract class StopperContract {
  private static final Space SPACE = Space.flat(Map.of("x", Play.real(0, 1, Scale.LINEAR)));

  /** So many steps has a trial in these tests. */
  protected static final int STEPS = 9;

  /** A new stopper. */
  protected abstract Stopper stopper();

  /** An empty history whose objective is {@code score} in this direction. */
  protected static ColumnarHistory history(Direction direction) {
    return new ColumnarHistory(SPACE, new Objective("score", direction));
  }

  /** An empty history in which {@code score} and {@code cost} are to be small. */
  protected static ColumnarHistory twoObjectives() {
    return new ColumnarHistory(
        SPACE,
        new Goal(
            List.of(
                new Objective("score", Direction.MINIMIZE),
                new Objective("cost", Direction.MINIMIZE)),
            List.of()));
  }

  /** Adds a running trial. */
  protected static int start(ColumnarHistory history) {
    int trial = history.propose(SPACE.configure(parameter -> 0.5));
    history.become(trial, TrialState.RUNNING);
    return trial;
  }

  /** Adds a completed trial that reported these values at steps 1, 2, …. */
  protected static int completed(ColumnarHistory history, double... values) {
    int trial = start(history);
    for (int i = 0; i < values.length; i++) {
      history.report(trial, i + 1, values[i]);
    }
    history.become(trial, TrialState.COMPLETED);
    return trial;
  }

  /** Adds a completed trial that reported these pairs of objectives at steps 1, 2, …. */
  protected static int completed(ColumnarHistory history, double[]... pairs) {
    int trial = start(history);
    for (int i = 0; i < pairs.length; i++) {
      history.report(trial, i + 1, Map.of("score", pairs[i][0], "cost", pairs[i][1]));
    }
    history.become(trial, TrialState.COMPLETED);
    return trial;
  }

  /** Reports and judges. */
  protected Verdict report(ColumnarHistory history, int trial, int step, double value) {
    history.report(trial, step, value);
    return stopper().judge(history, trial, step);
  }

  /** Reports both objectives and judges. */
  protected Verdict report(
      ColumnarHistory history, int trial, int step, double score, double cost) {
    history.report(trial, step, Map.of("score", score, "cost", cost));
    return stopper().judge(history, trial, step);
  }

  /** The verdicts on a trial that reports this value at every step, whatever the verdicts are. */
  protected List<Decision> run(ColumnarHistory history, double value) {
    int trial = start(history);
    List<Decision> decisions = new ArrayList<>();
    for (int step = 1; step <= STEPS; step++) {
      decisions.add(report(history, trial, step, value).decision());
    }
    history.become(trial, TrialState.COMPLETED);
    return decisions;
  }

  @Test
  void everyVerdictSaysWhyWithItsStep() {
    for (Direction direction : Direction.values()) {
      ColumnarHistory history = history(direction);
      for (int i = 0; i < 20; i++) {
        int trial = start(history);
        for (int step = 1; step <= STEPS; step++) {
          saysWhy(report(history, trial, step, 0.1 * step - 0.01 * i), step);
        }
        history.become(trial, TrialState.COMPLETED);
      }
    }
  }

  private static void saysWhy(Verdict verdict, int step) {
    String begins =
        switch (verdict.decision()) {
          case CONTINUE -> "continues ";
          case STOP -> "stopped ";
          case PAUSE -> "paused ";
        };
    assertThat(verdict.reason())
        .startsWith(begins)
        .containsPattern("\\b" + step + "\\b")
        .doesNotContain("\n")
        .doesNotContain(". ")
        .doesNotEndWith(".");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void theSameHistoryGivesTheSameAnswersWhoeverIsAsked(int objectives) {
    ColumnarHistory history = objectives == 1 ? history(Direction.MINIMIZE) : twoObjectives();
    Stopper longLived = stopper();
    Turbulence turbulence = new Turbulence(history, new Random(17));
    for (int turn = 0; turn < 600; turn++) {
      OptionalInt reported = turbulence.next();
      if (reported.isEmpty()) {
        continue;
      }
      int trial = reported.getAsInt();
      int step = history.step(trial, history.reports(trial) - 1);
      Stopper fresh = stopper();
      Verdict verdict = longLived.judge(history, trial, step);
      saysWhy(verdict, step);
      assertThat(longLived.judge(history, trial, step)).isEqualTo(verdict);
      assertThat(fresh.judge(history, trial, step)).isEqualTo(verdict);
      turbulence.obey(trial, verdict.decision());
      Optional<Stopper.Resumption> resumption = longLived.resume(history);
      assertThat(fresh.resume(history)).isEqualTo(resumption);
      assertThat(stopper().resume(history)).isEqualTo(resumption);
      assertThat(stopper().until(history, trial)).isEqualTo(longLived.until(history, trial));
      resumption.ifPresent(r -> turbulence.resume(r.trial()));
    }
  }

  /** A sweep in which everything happens that may happen to trials. */
  private static final class Turbulence {
    private static final double[] ODD = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, 1e-300
    };

    private final ColumnarHistory history;
    private final Random random;
    private final List<Integer> running = new ArrayList<>();

    Turbulence(ColumnarHistory history, Random random) {
      this.history = history;
      this.random = random;
    }

    /** Something happens; the trial that has reported, when that is what happened. */
    OptionalInt next() {
      if (running.size() < 4) {
        running.add(start(history));
      }
      int trial = running.get(random.nextInt(running.size()));
      int reports = history.reports(trial);
      switch (random.nextInt(20)) {
        case 0 -> end(trial, TrialState.COMPLETED);
        case 1 -> end(trial, random.nextBoolean() ? TrialState.FAILED : TrialState.INFEASIBLE);
        case 2 -> history.restart(trial);
        case 3 -> history.rewind(trial, random.nextInt(STEPS));
        default -> {
          int last = reports == 0 ? 0 : history.step(trial, reports - 1);
          history.report(
              trial,
              last + 1 + (random.nextInt(4) == 0 ? random.nextInt(6) : 0),
              Map.of("score", value(), "cost", value()));
          return OptionalInt.of(trial);
        }
      }
      return OptionalInt.empty();
    }

    private double value() {
      return random.nextInt(10) == 0
          ? ODD[random.nextInt(ODD.length)]
          : Math.round(random.nextGaussian() * 8) / 8.0;
    }

    private void end(int trial, TrialState state) {
      running.remove(Integer.valueOf(trial));
      history.become(trial, state);
    }

    void obey(int trial, Decision decision) {
      switch (decision) {
        case CONTINUE -> {}
        case STOP -> end(trial, TrialState.STOPPED);
        case PAUSE -> end(trial, TrialState.PAUSED);
      }
    }

    void resume(int trial) {
      history.become(trial, TrialState.RUNNING);
      running.add(trial);
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void theDirectionTurnsTheVerdictsRound(Direction direction) {
    List<Decision> decisions = new ArrayList<>();
    List<Decision> expected = new ArrayList<>();
    ColumnarHistory history = history(direction);
    ColumnarHistory minimized = history(Direction.MINIMIZE);
    for (int i = 0; i < 20; i++) {
      double loss = Math.cos(3.0 * i);
      decisions.addAll(run(history, direction.loss(loss)));
      expected.addAll(run(minimized, loss));
    }
    assertThat(decisions).isEqualTo(expected);
  }

  @Test
  void aTrialMayReportFirstWhenOthersAreLongDone() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    for (int i = 0; i < 10; i++) {
      run(history, i);
    }
    saysWhy(report(history, start(history), 1000, 5), 1000);
    saysWhy(report(history, start(history), Integer.MAX_VALUE, 5), Integer.MAX_VALUE);
  }

  @Test
  void onlyWhoMayPauseDoesAndOnlyPausedTrialsAreTakenFurther() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    Stopper stopper = stopper();
    int resumed = 0;
    int paused = 0;
    for (int i = 0; i < 200; i++) {
      Optional<Stopper.Resumption> next = stopper.resume(history);
      int trial = next.isPresent() ? next.get().trial() : start(history);
      if (next.isPresent()) {
        resumed++;
        assertThat(history.state(trial)).isEqualTo(TrialState.PAUSED);
        assertThat(next.get().reason()).matches("taken further .*\\d.*");
        assertThat(next.get().until()).isEqualTo(stopper.until(history, trial));
        history.become(trial, TrialState.RUNNING);
      }
      Decision decision = Decision.CONTINUE;
      int step = history.reports(trial);
      while (decision == Decision.CONTINUE && step < STEPS) {
        OptionalInt until = stopper.until(history, trial);
        assertThat(until.orElse(Integer.MAX_VALUE)).isGreaterThan(step);
        history.report(trial, ++step, Math.sin(17.0 * trial) / step);
        decision = stopper.judge(history, trial, step).decision();
        if (decision == Decision.PAUSE) {
          assertThat(until).hasValue(step);
          paused++;
        }
      }
      history.become(
          trial,
          decision == Decision.PAUSE
              ? TrialState.PAUSED
              : decision == Decision.STOP ? TrialState.STOPPED : TrialState.COMPLETED);
    }
    assertThat(paused > 0).isEqualTo(stopper.pauses());
    assertThat(resumed > 0).isEqualTo(stopper.pauses());
  }

  @Test
  void whatASamplerLearnsFromGrowsWithTheHistory() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    Stopper stopper = stopper();
    int seen = 0;
    for (int i = 0; i < 200; i++) {
      History peers = stopper.peers(history, i);
      assertThat(peers.size()).isBetween(0, i);
      assertThat(stopper.peers(history, i)).isSameAs(peers);
      for (int t = 0; t < peers.size(); t++) {
        assertThat(peers.value(t)).isIn(0.0, 1.0, 2.0);
      }
      seen += peers.size() > 0 ? 1 : 0;
      completed(history, i % 3);
    }
    assertThat(seen).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void thousandsOfTrialsAreNotWalkedThroughAtEveryReport(int objectives) {
    ColumnarHistory history = objectives == 1 ? history(Direction.MINIMIZE) : twoObjectives();
    CountingHistory counting = new CountingHistory(history);
    Stopper stopper = stopper();
    Random random = new Random(3);
    int reports = 0;
    for (int i = 0; i < 600; i++) {
      int trial = start(history);
      Decision decision = Decision.CONTINUE;
      double level = random.nextDouble();
      for (int step = 1; step <= STEPS && decision == Decision.CONTINUE; step++) {
        double value = level + 1.0 / step + 0.01 * random.nextDouble();
        history.report(trial, step, Map.of("score", value, "cost", 1 / value));
        decision = stopper.judge(counting, trial, step).decision();
        reports++;
      }
      history.become(
          trial,
          switch (decision) {
            case CONTINUE -> TrialState.COMPLETED;
            case STOP -> TrialState.STOPPED;
            case PAUSE -> TrialState.PAUSED;
          });
      stopper.resume(counting).ifPresent(r -> history.become(r.trial(), TrialState.RUNNING));
    }
    assertThat(counting.reads() / reports).isLessThan(400);
  }
}
