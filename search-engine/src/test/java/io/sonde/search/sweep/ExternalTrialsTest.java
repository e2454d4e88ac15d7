package io.sonde.search.sweep;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sonde.search.asktell.AskTell;
import io.sonde.search.asktell.Asked.Work;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.AskDesk;
import io.sonde.search.port.AskDesk.Ask;
import io.sonde.search.port.AskDesk.Asked;
import io.sonde.search.port.AskDesk.Asking;
import io.sonde.search.port.AskDesk.Later;
import io.sonde.search.port.AskDesk.Over;
import io.sonde.search.port.AskDesk.Told;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.ReportInbox.Why;
import io.sonde.search.port.SweepReader.AttemptRow;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.reader.ExternalKind;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.request.RequestKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Trials that run elsewhere, from ask to tell. */
final class ExternalTrialsTest {
  private static final String SPEC =
      """
      name: elsewhere
      objective: {metric: loss, direction: minimize}
      space: {x: {float: [0, 1]}}
      search: {algorithm: tpe, seed: 3}
      budget: {trials: 3}
      trial: {kind: external, lease: 60s}
      """;

  private final ExternalBench bench = new ExternalBench();

  @AfterEach
  void close() {
    bench.close();
  }

  private static <T> T get(CompletionStage<T> stage) throws Exception {
    try {
      return stage.toCompletableFuture().get(20, SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private Asked ask(String key, String by) throws Exception {
    Optional<String> named = key.isEmpty() ? Optional.empty() : Optional.of(key);
    return get(bench.desk().ask(1, new Ask(named, by, Duration.ZERO)).answer());
  }

  private AskDesk.Work work() throws Exception {
    return (AskDesk.Work) ask("", "");
  }

  private Asking waiting() {
    return bench.desk().ask(1, new Ask(Optional.empty(), "", Duration.ofMinutes(5)));
  }

  private Told tell(AskDesk.Work work, double loss) throws Exception {
    return tell(work, new AttemptEnd(Cause.COMPLETED, "", Map.of("loss", loss)));
  }

  private Told tell(AskDesk.Work work, AttemptEnd end) throws Exception {
    return get(bench.desk().tell(work.attempt(), work.token(), end));
  }

  private Verdict report(AskDesk.Work work, int step, double loss) throws Exception {
    Report report = new Report(step, Map.of("loss", loss));
    return get(bench.sweeps().report(work.attempt(), work.token(), report));
  }

  private static void assertRefused(Why why, String words, ThrowingCallable message) {
    assertThatThrownBy(message)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.why()).isEqualTo(why);
              assertThat(refused).hasMessageContaining(words);
            });
  }

  @Test
  void whatIsAskedForOneByOneIsWhatTheLibraryProposes() throws Exception {
    bench.start(SPEC.replace("trials: 3", "trials: 20"));
    var spec = new SpecReader(List.of(new ExternalKind())).read(SPEC, Path.of("/"));
    AskTell library = new AskTell(io.sonde.search.asktell.Parts.of(spec, 3), Clock.systemUTC());
    for (int i = 0; i < 3; i++) {
      AskDesk.Work work = work();
      Work expected = (Work) library.ask();
      assertThat(work.configuration()).isEqualTo(expected.configuration());
      double x = (double) work.configuration().values().get("x");
      tell(work, x * x);
      library.tell(expected.trial(), Map.of("loss", x * x));
    }
  }

  @Test
  void nothingIsProposedBeforeSomebodyAsksAndTheBudgetIsMet() throws Exception {
    bench.start(SPEC);
    assertThat(bench.trials()).isEmpty();
    AskDesk.Work first = work();
    AskDesk.Work second = (AskDesk.Work) ask("", "node 7");
    assertThat(first.attempt()).isEqualTo(new AttemptId(1, 0, 1));
    assertThat(second.attempt()).isEqualTo(new AttemptId(1, 1, 1));
    assertThat(first.token()).isNotEqualTo(second.token());
    assertThat(first.seed()).isNotEqualTo(second.seed());
    assertThat(first.lease()).isEqualTo(Duration.ofSeconds(60));
    assertThat(attempt(0, 1).devices()).containsExactly("external");
    assertThat(attempt(1, 1).devices()).containsExactly("external: node 7");
    AskDesk.Work third = work();
    Later none = (Later) ask("", "");
    assertThat(none.state()).isEqualTo(SweepState.RUNNING);
    assertThat(none.reason()).contains("budget", "3 now");
    assertThat(tell(first, 0.3).state()).isEqualTo(TrialState.COMPLETED);
    assertThat(tell(second, Double.NaN))
        .isEqualTo(
            new Told(TrialState.FAILED, "it ended without a value of 'loss' that is a number"));
    Asking left = waiting();
    assertThat(left.answer().toCompletableFuture()).isNotDone();
    tell(third, 0.1);
    assertThat(get(left.answer())).isEqualTo(new Over(SweepState.COMPLETED, "its budget is spent"));
    assertThat(ask("", "")).isEqualTo(get(left.answer()));
    assertThat(bench.trial(2).value()).hasValue(0.1);
  }

  private AttemptRow attempt(int trial, int number) {
    return bench.store.attempts(1, trial).get(number - 1);
  }

  @Test
  void anAskWithTheSameKeyGetsTheSameAttempt() throws Exception {
    bench.start(SPEC);
    Asked first = ask("k1", "a");
    assertThat(ask("k1", "a")).isEqualTo(first);
    assertThat(ask("k2", "a")).isNotEqualTo(first);
    assertThatThrownBy(() -> ask("k1", "b"))
        .isInstanceOf(RequestKey.Reused.class)
        .hasMessageContaining("attempt 1-0-1");
    tell((AskDesk.Work) first, 0.5);
    bench.restart();
    assertThat(ask("k1", "a")).isEqualTo(first);
    assertThat(bench.trials()).hasSize(2);
    assertThatThrownBy(() -> new Ask(Optional.of("ä"), "", Duration.ZERO))
        .hasMessageContaining("visible ASCII");
    assertThatThrownBy(() -> new Ask(Optional.empty(), "a\nb", Duration.ZERO))
        .hasMessageContaining("'a?b'");
  }

  @Test
  void asksThatWaitWithOneKeyGetOneTrial() throws Exception {
    bench.start(SPEC.replace("trials: 3", "trials: 3, parallel: 1"));
    AskDesk.Work first = work();
    assertThat(((Later) ask("", "")).reason()).contains("budget.parallel", "1");
    Ask same = new Ask(Optional.of("k"), "", Duration.ofMinutes(5));
    Asking one = bench.desk().ask(1, same);
    Asking two = bench.desk().ask(1, same);
    Asking gone = waiting();
    gone.leave();
    tell(first, 0.5);
    assertThat(get(one.answer())).isEqualTo(get(two.answer()));
    assertThat(bench.trials()).hasSize(2);
  }

  /** As from a client that says it again before there is an answer. */
  @Test
  void asksThatComeTogetherWithOneKeyGetOneTrial() throws Exception {
    bench.start(SPEC.replace("trials: 3", "trials: 60, parallel: 60"));
    List<Asking> asked = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      asked.add(bench.desk().ask(1, new Ask(Optional.of("k"), "", Duration.ofMinutes(5))));
    }
    Asked first = get(asked.get(0).answer());
    for (Asking again : asked) {
      assertThat(get(again.answer())).isEqualTo(first);
    }
    assertThat(bench.trials()).hasSize(1);
  }

  @Test
  void anAttemptOfASweepThatIsCancelledAtRestHasAnEnd() throws Exception {
    bench.start(SPEC);
    AskDesk.Work work = work();
    bench.sweeps().pause(1, "");
    bench.stop();
    bench.server();
    bench.sweeps().settle().join();
    bench.sweeps().cancel(1, "not needed");
    assertThat(bench.attempts(work.attempt().trial()))
        .singleElement()
        .satisfies(
            attempt -> {
              assertThat(attempt.cause()).hasValue(Cause.CANCELLED);
              assertThat(attempt.ended()).isPresent();
            });
  }

  @Test
  void whatIsToldTwiceIsAnsweredTwiceAndAnythingElseIsRefused() throws Exception {
    bench.start(SPEC.replace("trials: 3", "trials: 1"));
    AskDesk.Work work = work();
    assertRefused(
        Why.INVALID,
        "expected a value of loss, which trial 0 has not reported either; got lossy",
        () -> tell(work, new AttemptEnd(Cause.COMPLETED, "", Map.of("lossy", 1.0))));
    assertRefused(
        Why.FORBIDDEN,
        "token",
        () -> get(bench.desk().tell(work.attempt(), "x", new AttemptEnd(Cause.CANCELLED, ""))));
    Told told = tell(work, 0.25);
    for (int i = 0; i < 2; i++) {
      assertThat(tell(work, 0.25)).isEqualTo(told);
      assertRefused(Why.FENCED, "1-0-1 is over: completed", () -> tell(work, 0.26));
      assertRefused(Why.FENCED, "over", () -> report(work, 1, 0.2));
      assertRefused(Why.FORBIDDEN, "token", () -> get(bench.desk().heartbeat(work.attempt(), "")));
      bench.restart();
    }
    AttemptId unknown = new AttemptId(1, 7, 1);
    assertRefused(Why.FORBIDDEN, "token", () -> get(bench.desk().heartbeat(unknown, work.token())));
    assertThat(bench.trial(0).value()).hasValue(0.25);
  }

  @Test
  void aTrialThatIsNotHeardOfIsLentAgainWithinItsRetries() throws Exception {
    bench.start(SPEC.replace("lease: 60s", "lease: 60s, retries: {lost: 1}"));
    AskDesk.Work first = work();
    report(first, 1, 0.9);
    bench.pass(50);
    get(bench.desk().heartbeat(first.attempt(), first.token()));
    bench.pass(50);
    report(first, 2, 0.8);
    assertThat(bench.trial(0).state()).isEqualTo(TrialState.RUNNING);
    bench.pass(61);
    await().until(() -> bench.trial(0).state() == TrialState.WAITING);
    assertRefused(Why.FENCED, "nothing was heard of it for 60 s", () -> tell(first, 0.7));
    AskDesk.Work again = work();
    assertThat(again.attempt()).isEqualTo(new AttemptId(1, 0, 2));
    assertThat(again.configuration()).isEqualTo(first.configuration());
    assertThat(again.seed()).isEqualTo(first.seed());
    assertThat(again.after()).isEmpty();
    assertThat(report(again, 1, 0.95).decision()).isEqualTo(Decision.CONTINUE);
    assertRefused(Why.FENCED, "over", () -> report(first, 3, 0.1));
    bench.pass(61);
    await().until(() -> bench.trial(0).state() == TrialState.FAILED);
    assertThat(bench.trial(0).reason()).contains("after 1 retries");
  }

  @Test
  void aTrialThatTakesTooLongTimesOut() throws Exception {
    bench.start(SPEC.replace("lease: 60s", "lease: 60s, timeout: 90s"));
    AskDesk.Work work = work();
    bench.pass(50);
    report(work, 1, 0.5);
    bench.pass(50);
    await().until(() -> bench.trial(0).state() == TrialState.FAILED);
    assertThat(bench.trial(0).reason()).contains("past its limit of 90 s");
  }

  @Test
  void failuresAreToldWithTheirCauseAndRetried() throws Exception {
    bench.start(SPEC.replace("lease: 60s", "retries: {oom: 1}"));
    AskDesk.Work first = work();
    assertThat(first.lease()).isEqualTo(Duration.ofMinutes(10));
    AttemptEnd oom = new AttemptEnd(Cause.OOM, "too large");
    assertThat(tell(first, oom)).isEqualTo(new Told(TrialState.WAITING, "too large"));
    assertThat(tell(first, oom)).isEqualTo(new Told(TrialState.WAITING, "too large"));
    AskDesk.Work again = work();
    assertThat(again.attempt().number()).isEqualTo(2);
    assertThat(tell(again, new AttemptEnd(Cause.CRASH, "no such file")).state())
        .isEqualTo(TrialState.FAILED);
    assertThat(tell(work(), new AttemptEnd(Cause.INFEASIBLE, "no room")).state())
        .isEqualTo(TrialState.INFEASIBLE);
    assertThat(tell(work(), new AttemptEnd(Cause.CANCELLED, "not now")).state())
        .isEqualTo(TrialState.CANCELLED);
    AskDesk.Work pruned = work();
    assertThat(pruned.attempt().trial()).isEqualTo(3);
    report(pruned, 1, 0.4);
    assertThat(tell(pruned, new AttemptEnd(Cause.STOPPED, "hopeless")).state())
        .isEqualTo(TrialState.STOPPED);
    assertThat(ask("", "")).isInstanceOf(Over.class);
  }

  @Test
  void aRuleThatPausesLendsATrialAgainWhereItStopped() throws Exception {
    bench.start(
        SPEC.replace("trials: 3", "trials: 6")
            + "early_stopping: {rule: asha, mode: promoting, min: 1, max: 9, eta: 3}\n");
    AskDesk.Work first = work();
    assertThat(first.until()).hasValue(1);
    assertThat(report(first, 1, 0.5).decision()).isEqualTo(Decision.PAUSE);
    assertThat(report(first, 1, 0.5).decision()).isEqualTo(Decision.PAUSE);
    assertRefused(Why.FENCED, "paused", () -> tell(first, 0.5));
    AskDesk.Work second = work();
    report(second, 1, 0.1);
    AskDesk.Work third = work();
    assertThat(report(third, 1, 0.9).decision()).isEqualTo(Decision.PAUSE);
    bench.restart();
    AskDesk.Work resumed = work();
    assertThat(resumed.attempt()).isEqualTo(new AttemptId(1, second.attempt().trial(), 2));
    assertThat(resumed.after()).hasValue(1);
    assertThat(resumed.until()).hasValue(3);
    assertThat(report(resumed, 1, 7).reason()).contains("counts from an earlier attempt");
    assertThat(report(resumed, 2, 0.09).decision()).isEqualTo(Decision.CONTINUE);
    assertThat(tell(resumed, new AttemptEnd(Cause.COMPLETED, "")).state())
        .isEqualTo(TrialState.COMPLETED);
    assertThat(bench.trial(1).value()).hasValue(0.09);
  }

  @Test
  void pausedTrialsThatNothingTakesFurtherEndTheSweep() throws Exception {
    bench.start(
        SPEC.replace("trials: 3", "trials: 2")
            + "early_stopping: {rule: asha, mode: promoting, min: 1, max: 9, eta: 3}\n");
    report(work(), 1, 0.5);
    assertThat(bench.trial(0).state()).isEqualTo(TrialState.PAUSED);
    report(work(), 1, 0.4);
    assertThat(get(bench.sweeps().whenDone(1))).isEqualTo(SweepState.COMPLETED);
    assertThat(bench.trials()).allMatch(trial -> trial.state() == TrialState.STOPPED);
  }

  @Test
  void whoeverRunsATrialOfACancelledSweepIsToldToStop() throws Exception {
    bench.start(SPEC);
    AskDesk.Work one = work();
    AskDesk.Work two = work();
    report(one, 1, 0.5);
    bench.sweeps().stopTrial(1, 0, "seen enough");
    await().until(() -> bench.trial(0).state() == TrialState.STOPPED);
    assertThat(report(one, 2, 0.4)).isEqualTo(Verdict.stop("seen enough"));
    Asking left = bench.desk().ask(1, new Ask(Optional.empty(), "", Duration.ofMinutes(5)));
    AskDesk.Work three = (AskDesk.Work) get(left.answer());
    Asking waits = waiting();
    bench.sweeps().cancel(1, "no more");
    assertThat(get(waits.answer())).isEqualTo(new Over(SweepState.CANCELLED, "no more"));
    assertThat(report(two, 1, 0.4)).isEqualTo(Verdict.stop("no more"));
    assertRefused(Why.FENCED, "cancelled (no more)", () -> tell(three, 0.1));
  }

  @Test
  void aPausedSweepGivesNothingOutAndTakesWhatIsTold() throws Exception {
    bench.start(SPEC);
    AskDesk.Work work = work();
    AskDesk.Work other = work();
    bench.sweeps().pause(1, "for the night");
    await().until(() -> bench.state() == SweepState.PAUSED);
    assertThat(((Later) ask("", "")).state()).isEqualTo(SweepState.PAUSED);
    tell(work, 0.5);
    bench.restart();
    assertThat(((Later) ask("", "")).reason()).contains("paused");
    assertThat(bench.sweeps().running()).isEmpty();
    assertThat(tell(other, 0.4).state()).isEqualTo(TrialState.COMPLETED);
    assertThat(bench.state()).isEqualTo(SweepState.PAUSED);
    Asking waits = waiting();
    bench.sweeps().resume(1, Overrides.NONE);
    tell((AskDesk.Work) get(waits.answer()), 0.3);
    assertThat(get(bench.sweeps().whenDone(1))).isEqualTo(SweepState.COMPLETED);
  }

  @Test
  void whatRunsElsewhereOutlivesAServerThatStopsAndOneThatIsKilled() throws Exception {
    bench.start(SPEC);
    AskDesk.Work one = work();
    AskDesk.Work two = work();
    report(one, 1, 0.5);
    bench.stop();
    assertThat(bench.trial(0).state()).isEqualTo(TrialState.RUNNING);
    bench.restart();
    assertThat(report(one, 1, 0.5).decision()).isEqualTo(Decision.CONTINUE);
    assertThat(report(one, 2, 0.4).decision()).isEqualTo(Decision.CONTINUE);
    bench.restart();
    tell(one, new AttemptEnd(Cause.COMPLETED, ""));
    tell(two, 0.2);
    assertThat(bench.store.attempts(1, 0)).hasSize(1);
    bench.pass(30);
    AskDesk.Work three = work();
    assertThat(three.attempt().trial()).isEqualTo(2);
    bench.restart();
    bench.pass(40);
    assertThat(bench.trial(2).state()).isEqualTo(TrialState.RUNNING);
    bench.pass(21);
    await().until(() -> bench.trial(2).state() == TrialState.WAITING);
  }

  @Test
  void asksWaitForTheServerThatHasJustStarted() throws Exception {
    bench.start(SPEC);
    AskDesk.Work work = work();
    bench.server();
    assertRefused(Why.LATER, "just started", () -> ask("", ""));
    assertRefused(Why.LATER, "just started", () -> tell(work, 0.5));
    assertThatThrownBy(
            () -> get(bench.desk().ask(9, new Ask(Optional.empty(), "", Duration.ZERO)).answer()))
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.why()).isEqualTo(Why.UNKNOWN));
  }

  @Test
  void aNewBudgetAndANamedConfigurationAreGivenOut() throws Exception, TimeoutException {
    bench.start(SPEC.replace("trials: 3", "trials: 1"));
    AskDesk.Work first = work();
    Asking waits = waiting();
    bench.sweeps().extend(1, 1);
    AskDesk.Work second = (AskDesk.Work) get(waits.answer());
    bench.sweeps().enqueue(1, "x: 0.125", "by hand");
    AskDesk.Work named = work();
    assertThat(named.configuration().values()).containsEntry("x", 0.125);
    for (AskDesk.Work work : List.of(first, second, named)) {
      tell(work, 0.5);
    }
    assertThat(get(bench.sweeps().whenDone(1))).isEqualTo(SweepState.COMPLETED);
    List<TrialRow> trials = bench.trials();
    assertThat(trials).hasSize(3).allMatch(trial -> trial.state() == TrialState.COMPLETED);
  }
}
