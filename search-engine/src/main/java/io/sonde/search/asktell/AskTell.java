package io.sonde.search.asktell;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Completion;
import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Sampler;
import io.sonde.search.proposal.Proposals;
import io.sonde.search.proposal.TrialSeeds;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import java.time.Clock;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * One sweep in memory. Whoever runs the trials asks for work, reports how each does, and tells what
 * came of it. Any number of trials may be under way at once: asking never waits for telling.
 *
 * <p>A trial that is answered stop is over. One that is answered pause is laid aside with whatever
 * its runner keeps of it, until {@link #ask} gives it out again. All others are told.
 *
 * <p>The same seed and the same calls in the same order give the same answers. Thread-safe; every
 * method throws {@link Refused}, and changes nothing, when what it is given does not fit.
 */
public final class AskTell {
  private final Parts parts;
  private final Proposals proposals;
  private final ColumnarHistory history;
  private final Optional<Instant> end;
  private final Clock clock;
  private final TreeSet<Integer> running = new TreeSet<>();
  private final TreeSet<Integer> paused = new TreeSet<>();
  private final BitSet stoppedUntold = new BitSet();
  private int spent;
  private boolean exhausted;

  /** A sweep that begins now. */
  public AskTell(Parts parts, Clock clock) {
    this.parts = parts;
    this.proposals =
        new Proposals(
            parts.space(),
            parts.sampler(),
            parts.stopper(),
            new TrialSeeds(parts.seed()),
            parts.start());
    this.history = new ColumnarHistory(parts.space(), parts.goal());
    this.end = parts.budget().wall().map(wall -> clock.instant().plus(wall));
    this.clock = clock;
  }

  /**
   * The next trial to run: a paused one that deserves to go on, otherwise a new configuration. The
   * number of trials at a time is the caller's own; the budget's {@code parallel} is not looked at.
   */
  public synchronized Asked ask() {
    if (end.isPresent() && !clock.instant().isBefore(end.get())) {
      settlePaused();
      return new Asked.Done("the sweep's wall time is over");
    }
    Optional<Asked.Work> work = resume().or(this::propose);
    if (work.isPresent()) {
      return work.get();
    }
    if (mayResume()) {
      return new Asked.Later("a paused trial may go on once a trial under way reports or ends");
    }
    if (running.isEmpty()) {
      settlePaused();
    }
    return new Asked.Done(
        exhausted ? "every configuration of the space was tried" : "the budget is spent");
  }

  private Optional<Asked.Work> resume() {
    return parts
        .stopper()
        .resume(history)
        .map(
            resumption -> {
              int trial = resumption.trial();
              become(trial, TrialState.RUNNING);
              return new Asked.Work(
                  trial, Best.configuration(history, trial), lastStep(trial), resumption.until());
            });
  }

  private Optional<Asked.Work> propose() {
    if (exhausted || spent + running.size() + paused.size() >= parts.budget().trials()) {
      return Optional.empty();
    }
    int number = history.size();
    Optional<Configuration> proposal = proposals.next(history).map(Sampler.Proposal::configuration);
    exhausted = proposal.isEmpty();
    return proposal.map(
        configuration -> {
          history.propose(configuration);
          become(number, TrialState.RUNNING);
          return new Asked.Work(
              number, configuration, OptionalInt.empty(), parts.stopper().until(history, number));
        });
  }

  private boolean mayResume() {
    return !running.isEmpty()
        && (!paused.isEmpty()
            || running.stream().anyMatch(t -> parts.stopper().until(history, t).isPresent()));
  }

  /** Ends the paused trials, which nothing will take further. */
  private void settlePaused() {
    List.copyOf(paused).forEach(trial -> become(trial, TrialState.STOPPED));
  }

  /**
   * Takes the metrics of one step of a trial under way, and judges it. After stop the trial is
   * over, after pause it is laid aside.
   *
   * @param step at least 0, and above the trial's last one
   * @param metrics with at least one that the sweep asks for; NaN and infinities are taken as such
   */
  public synchronized Verdict report(int trial, int step, Map<String, Double> metrics) {
    checkUnderWay(trial);
    OptionalInt last = lastStep(trial);
    if (step < 0 || (last.isPresent() && step <= last.getAsInt())) {
      throw new Refused(
          "expected a step "
              + (last.isPresent() ? "after step " + last.getAsInt() : "of at least 0")
              + " of trial "
              + trial
              + ", got "
              + step);
    }
    if (parts.goal().metrics().stream().noneMatch(metrics::containsKey)) {
      throw new Refused(
          "expected a value of "
              + String.join(" or ", parts.goal().metrics())
              + ", got "
              + named(metrics));
    }
    history.report(trial, step, metrics);
    Verdict verdict = parts.stopper().judge(history, trial, step);
    if (verdict.decision() == Decision.STOP) {
      become(trial, TrialState.STOPPED);
      stoppedUntold.set(trial);
    } else if (verdict.decision() == Decision.PAUSE) {
      become(trial, TrialState.PAUSED);
    }
    return verdict;
  }

  /**
   * Tells that a trial ran to its end. What is told here is its result, whatever it reported
   * before; of what is not told, or NaN, the reports count. A trial that was stopped may be told
   * once too; that changes nothing.
   *
   * @param metrics what was measured at the end; with every objective that was not reported
   * @return what has become of the trial: completed; failed when an objective is NaN; infeasible
   *     when a constraint does not hold; stopped
   */
  public synchronized Completion tell(int trial, Map<String, Double> metrics) {
    Optional<Completion> over = stoppedBefore(trial);
    if (over.isPresent()) {
      return over.get();
    }
    checkUnderWay(trial);
    checkComplete(trial, metrics);
    history.measure(trial, metrics);
    Completion completion = Completion.of(history, trial);
    become(trial, completion.state());
    return completion;
  }

  /**
   * Tells that a trial did not run to its end. A cancelled one gives its place in the budget back.
   *
   * @param state failed, infeasible or cancelled
   * @param metrics what was measured nevertheless, such as that of a constraint
   * @return what has become of the trial: this state; stopped when it was stopped before
   */
  public synchronized Completion tell(
      int trial, TrialState state, String reason, Map<String, Double> metrics) {
    if (state != TrialState.FAILED
        && state != TrialState.INFEASIBLE
        && state != TrialState.CANCELLED) {
      throw new Refused("expected the state failed, infeasible or cancelled, got " + state.word());
    }
    Optional<Completion> over = stoppedBefore(trial);
    if (over.isPresent()) {
      return over.get();
    }
    checkUnderWay(trial);
    history.measure(trial, metrics);
    become(trial, state);
    return new Completion(state, reason);
  }

  private Optional<Completion> stoppedBefore(int trial) {
    if (trial < 0 || !stoppedUntold.get(trial)) {
      return Optional.empty();
    }
    stoppedUntold.clear(trial);
    return Optional.of(new Completion(TrialState.STOPPED, "it was stopped early"));
  }

  private void checkUnderWay(int trial) {
    if (trial < 0 || trial >= history.size()) {
      throw new Refused(
          "there is no trial "
              + trial
              + "; "
              + (history.size() == 0
                  ? "none was asked for yet"
                  : "those asked for are 0 to " + (history.size() - 1)));
    }
    TrialState state = history.state(trial);
    if (state == TrialState.PAUSED) {
      throw new Refused(
          "trial "
              + trial
              + " is paused at step "
              + lastStep(trial).orElse(0)
              + "; it goes on when ask answers it again");
    } else if (state != TrialState.RUNNING) {
      throw new Refused("trial " + trial + " is over: it is " + state.word());
    }
  }

  /** Every metric that the sweep asks for is there, if only as NaN. */
  private void checkComplete(int trial, Map<String, Double> metrics) {
    Set<String> missing = Completion.missing(history, trial);
    missing.removeAll(metrics.keySet());
    if (!missing.isEmpty()) {
      throw new Refused(
          "expected a value of "
              + String.join(" and ", missing)
              + ", which trial "
              + trial
              + " has not reported either; got "
              + named(metrics));
    }
  }

  private static String named(Map<String, Double> metrics) {
    return metrics.isEmpty() ? "no metric" : String.join(", ", metrics.keySet());
  }

  private OptionalInt lastStep(int trial) {
    int reports = history.reports(trial);
    return reports == 0 ? OptionalInt.empty() : OptionalInt.of(history.step(trial, reports - 1));
  }

  private void become(int trial, TrialState state) {
    history.become(trial, state);
    running.remove(trial);
    paused.remove(trial);
    if (state == TrialState.RUNNING) {
      running.add(trial);
    } else if (state == TrialState.PAUSED) {
      paused.add(trial);
    }
    spent += state.spendsBudget() ? 1 : 0;
  }

  /** The best trials so far. */
  public synchronized Best best() {
    return Best.of(history);
  }

  /** All trials. Not to be read while others ask or tell: the view is not synchronized. */
  public History history() {
    return history;
  }
}
