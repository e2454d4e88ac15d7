package io.sonde.search.sweep;

import io.sonde.search.port.Sampler;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A trial that is not over, as its loop holds it. Belongs to the loop's thread. */
final class TrialRun {
  final int number;
  final Configuration configuration;

  /** The trial from whose weights it is to start; empty for a fresh start. */
  final OptionalInt parent;

  private final Map<Cause, Integer> ends = new EnumMap<>(Cause.class);
  private @Nullable Cause lastEnd;
  private int attempts;
  private long heldUntil = System.nanoTime();
  private @Nullable Attempt attempt;
  private @Nullable String toStop;
  private final TreeMap<Integer, Integer> reached = new TreeMap<>();
  private final TreeMap<Integer, Verdict> answered = new TreeMap<>();
  private TrialLauncher.Course course =
      new TrialLauncher.Course(
          Instant.EPOCH, List.of(), OptionalInt.empty(), false, Optional.empty());

  TrialRun(int number, Sampler.Proposal proposal) {
    this.number = number;
    this.configuration = proposal.configuration();
    this.parent = proposal.parent();
  }

  /** Begins the next attempt; there must be none. */
  Attempt begin(int sweep, Tokens tokens) {
    if (attempt != null) {
      throw new IllegalStateException("trial " + number + " already has attempt " + attempt.id);
    }
    AttemptId id = new AttemptId(sweep, number, ++attempts);
    attempt = new Attempt(id, tokens.of(id));
    return attempt;
  }

  /** The last attempt of a former server, as far as its process came. */
  Attempt former(int sweep, Tokens tokens) {
    AttemptId id = new AttemptId(sweep, number, attempts);
    Attempt former = new Attempt(id, tokens.of(id));
    former.start(course.after());
    answered.forEach(
        (step, verdict) -> former.answers.put(step, CompletableFuture.completedFuture(verdict)));
    former.endReason = course().told().map(Verdict::reason).orElse(null);
    return former;
  }

  /** How far the last attempt of a former server came. */
  TrialLauncher.Course course() {
    Optional<Verdict> told =
        answered.values().stream().filter(v -> v.decision() != Decision.CONTINUE).findFirst();
    return new TrialLauncher.Course(
        course.since(), course.devices(), course.after(), !answered.isEmpty(), told);
  }

  /** It goes on with an attempt of a former server. */
  void goOn(Attempt former) {
    attempt = former;
  }

  /** The attempt that is under way. */
  @Nullable Attempt attempt() {
    return attempt;
  }

  /** The attempt is over; counts its cause. */
  void end(Cause cause) {
    attempt = null;
    seenEnd(cause);
  }

  /** A person has asked for its end. */
  void stopBecause(String reason) {
    toStop = reason;
  }

  /** Why it is to end, where a person has asked for that. */
  Optional<String> toStop() {
    return Optional.ofNullable(toStop);
  }

  /** Its next attempt waits so long. */
  void hold(Duration pause) {
    heldUntil = System.nanoTime() + pause.toNanos();
  }

  /** Whether its next attempt waits no more. */
  boolean ready() {
    return System.nanoTime() - heldUntil >= 0;
  }

  /** How many attempts there were. */
  int attempts() {
    return attempts;
  }

  /** How many attempts ended with this cause. */
  int ended(Cause cause) {
    return ends.getOrDefault(cause, 0);
  }

  /** An attempt of a former server, seen in the store. */
  void seen(AttemptId id) {
    attempts = Math.max(attempts, id.number());
  }

  /** The start of an attempt of a former server. */
  void seenStart(AttemptId id, Instant at, List<String> devices, OptionalInt after) {
    seen(id);
    answered.clear();
    course = new TrialLauncher.Course(at, devices, after, false, Optional.empty());
  }

  /** What an attempt of a former server was answered. */
  void seenAnswer(int step, Verdict verdict) {
    answered.put(step, verdict);
  }

  /** The end of an attempt of a former server. */
  void seenEnd(Cause cause) {
    ends.merge(cause, 1, Integer::sum);
    lastEnd = cause;
  }

  /** Whether its last attempt was laid aside, rather than lost or broken. */
  boolean laidAside() {
    return lastEnd == Cause.PAUSED;
  }

  /** An attempt reported a step. */
  void reported(AttemptId id, int step) {
    reached.put(id.number(), step);
  }

  /** An attempt started: what earlier ones reported counts up to the step it goes on from. */
  void started(AttemptId id, OptionalInt after) {
    NavigableMap<Integer, Integer> earlier = reached.headMap(id.number(), false);
    if (after.isEmpty()) {
      earlier.clear();
    } else {
      earlier.replaceAll((attempt, step) -> Math.min(step, after.getAsInt()));
    }
  }

  /** How far its attempts before one came, the last one first. */
  List<TrialLauncher.Reached> reachedBefore(AttemptId id) {
    return reached(id.sweep(), reached.headMap(id.number(), false));
  }

  /** How far its attempts came, the last one first. */
  List<TrialLauncher.Reached> reached(int sweep) {
    return reached(sweep, reached);
  }

  private List<TrialLauncher.Reached> reached(int sweep, NavigableMap<Integer, Integer> attempts) {
    return attempts.descendingMap().entrySet().stream()
        .map(e -> new TrialLauncher.Reached(new AttemptId(sweep, number, e.getKey()), e.getValue()))
        .toList();
  }

  /** One attempt under way, and what it was answered. */
  static final class Attempt {
    final AttemptId id;
    final String token;
    final Map<Integer, CompletableFuture<Verdict>> answers = new HashMap<>();
    private final List<Runnable> early = new ArrayList<>();
    private boolean started;
    private OptionalInt after = OptionalInt.empty();

    /** The ask that it is to be given to; null where it was not asked for, or was given. */
    Lending.@Nullable Asker asker;

    TrialLauncher.@Nullable Handle handle;
    @Nullable String endReason;

    Attempt(AttemptId id, String token) {
      this.id = id;
      this.token = token;
    }

    /** Whether it is known that a process has taken it up. */
    boolean started() {
      return started;
    }

    /** Ends it, where it was launched; its end is told by its launcher. */
    void cancel(String reason) {
      if (handle != null) {
        handle.cancel(reason);
      }
    }

    /** Its end was told, so that its process is free for others. */
    void release() {
      if (handle != null) {
        handle.release();
      }
    }

    /** Whoever runs it has been heard of. */
    void heard() {
      if (handle != null) {
        handle.heard();
      }
    }

    /** A message that came before the launcher has told that a process took the attempt up. */
    void early(Runnable again) {
      early.add(again);
    }

    /** Whether an earlier attempt has told of a step that this one goes on after. */
    boolean goesOnAfter(int step) {
      return after.isPresent() && step <= after.getAsInt();
    }

    /** A process has taken it up, after a step of an earlier one or anew. */
    List<Runnable> start(OptionalInt from) {
      after = from;
      return start();
    }

    /** A process has taken it up, or never will: gives what came too early, to be taken again. */
    List<Runnable> start() {
      started = true;
      List<Runnable> messages = List.copyOf(early);
      early.clear();
      return messages;
    }
  }
}
