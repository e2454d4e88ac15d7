package io.sonde.search.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.history.Completion;
import io.sonde.search.history.History;
import io.sonde.search.port.AskDesk.Ask;
import io.sonde.search.port.AskDesk.Asked;
import io.sonde.search.port.AskDesk.Work;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.ReportInbox.Why;
import io.sonde.search.port.Stopper;
import io.sonde.search.proposal.TrialSeeds;
import io.sonde.search.reader.ExternalKind;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.request.RequestKey;
import io.sonde.search.spec.SweepSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Of a sweep whose trials run elsewhere: who waits for one, and which ask was given which. Belongs
 * to the loop's thread.
 */
final class Lending {
  private static final String ELSEWHERE = "external";

  private final SweepSpec spec;
  private final SweepProgress progress;
  private final TrialSeeds seeds;
  private final Tokens tokens;
  private final Stopper stopper;
  private final Deque<Asker> waiting = new ArrayDeque<>();

  /** Those whose attempt begins: it is theirs once it is stored and taken up. */
  private final Set<Asker> served = new HashSet<>();

  private final Map<String, Loan> byKey = new HashMap<>();

  Lending(
      SweepSpec spec, SweepProgress progress, TrialSeeds seeds, Tokens tokens, Stopper stopper) {
    this.spec = spec;
    this.progress = progress;
    this.seeds = seeds;
    this.tokens = tokens;
    this.stopper = stopper;
  }

  /** An ask and where its answer goes. */
  record Asker(Ask ask, CompletableFuture<Asked> answer) {
    boolean sameKey(Asker other) {
      return ask.key().isPresent() && ask.key().equals(other.ask.key());
    }

    /** What stands in place of a device. */
    List<String> place() {
      return List.of(ask.by().isEmpty() ? ELSEWHERE : ELSEWHERE + ": " + ask.by());
    }
  }

  /**
   * What an ask was given.
   *
   * @param place what stands in place of a device
   */
  record Loan(
      AttemptId attempt,
      List<String> place,
      OptionalInt after,
      OptionalInt until,
      OptionalInt parent) {}

  /**
   * What an ask with the same key was given before.
   *
   * @throws RequestKey.Reused when that was another ask
   */
  Optional<Loan> known(Asker asker) {
    Optional<Loan> loan = asker.ask().key().map(byKey::get);
    boolean another =
        loan.isPresent()
            ? !loan.get().place().equals(asker.place())
            : Stream.concat(waiting.stream(), served.stream())
                .anyMatch(w -> w.sameKey(asker) && !w.place().equals(asker.place()));
    if (another) {
      String given = loan.map(l -> ", which was given attempt " + l.attempt()).orElse("");
      throw new RequestKey.Reused(
          "This key was used by another ask" + given + "; a new ask needs a new key.");
    }
    return loan;
  }

  /** It waits, behind those who asked before. */
  void add(Asker asker) {
    waiting.addLast(asker);
  }

  /** It waits no more; answers whether it did. */
  boolean remove(Asker asker) {
    return waiting.remove(asker);
  }

  /** Whether somebody waits for an attempt that is not on its way yet. */
  boolean wanted() {
    waiting.removeIf(asker -> asker.answer().isDone());
    return waiting.stream().anyMatch(this::unserved);
  }

  /** The ask that has waited longest; an attempt of its own is on its way from now on. */
  Asker next() {
    Asker next = waiting.stream().filter(this::unserved).findFirst().orElseThrow();
    waiting.remove(next);
    served.add(next);
    return next;
  }

  /** Whether no other ask with its key is about to be given an attempt, which is its own too. */
  private boolean unserved(Asker asker) {
    return served.stream().noneMatch(asker::sameKey);
  }

  /** Whether an attempt is on its way to it. */
  boolean serves(Asker asker) {
    return served.contains(asker);
  }

  /** What it was to be given came to nothing: it waits as the first. */
  void putBack(Asker asker) {
    served.remove(asker);
    waiting.addFirst(asker);
  }

  /**
   * An ask is given an attempt.
   *
   * @return whom to tell: the ask, and those who wait with the same key
   */
  List<Asker> give(Asker asker, Loan loan) {
    served.remove(asker);
    List<Asker> told = new ArrayList<>(List.of(asker));
    asker.ask().key().ifPresent(key -> byKey.put(key, loan));
    waiting.stream().filter(asker::sameKey).forEach(told::add);
    waiting.removeAll(told);
    return told;
  }

  /** What an ask of an earlier server's time was given. */
  void seen(String key, Change.AttemptStarted started) {
    byKey.put(key, loan(started));
  }

  /** Of an attempt that has just started. */
  Loan loan(Change.AttemptStarted started) {
    int trial = started.attempt().trial();
    return new Loan(
        started.attempt(),
        started.devices(),
        started.after(),
        stopper.until(progress.history(), trial),
        Objects.requireNonNull(progress.run(trial)).parent);
  }

  /** A loan in full. */
  Work work(Loan loan) {
    AttemptId id = loan.attempt();
    History history = progress.history();
    return new Work(
        id,
        tokens.of(id),
        history.space().configure(p -> history.code(id.trial(), p.index())),
        seeds.training(id.trial()),
        loan.after(),
        loan.until(),
        loan.parent(),
        ExternalKind.lease(spec.trial()));
  }

  /** Refuses the end of a trial that would count without a value of what the sweep asks for. */
  void requireResult(TrialRun run, AttemptEnd end) {
    Set<String> missing = Completion.missing(progress.history(), run.number);
    missing.removeAll(end.metrics().keySet());
    boolean counts = end.cause() == Cause.COMPLETED || end.cause() == Cause.STOPPED;
    if (counts && !missing.isEmpty()) {
      String got =
          end.metrics().isEmpty() ? "no metric" : String.join(", ", end.metrics().keySet());
      throw new Refused(
          Why.INVALID,
          "expected a value of %s, which trial %d has not reported either; got %s"
              .formatted(String.join(" and ", missing), run.number, got));
    }
  }

  /** Those who wait and those whose attempt was on its way, who get none any more. */
  List<Asker> dismiss() {
    List<Asker> all = new ArrayList<>(served);
    all.addAll(waiting);
    served.clear();
    waiting.clear();
    return all;
  }
}
