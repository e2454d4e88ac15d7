package io.sonde.web.webhook;

import io.sonde.search.event.Change;
import io.sonde.search.event.Change.SweepBecame;
import io.sonde.search.event.Change.TrialBecame;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.SweepRow;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a webhook can be told of. */
public enum HookEvent {
  /** A sweep runs for the first time. */
  SWEEP_STARTED("sweep.started", "a sweep has begun"),
  /** A sweep spent its budget. */
  SWEEP_COMPLETED("sweep.completed", "a sweep has completed"),
  /** A sweep cannot go on. */
  SWEEP_FAILED("sweep.failed", "a sweep has failed"),
  /** Somebody ended a sweep. */
  SWEEP_CANCELLED("sweep.cancelled", "somebody has cancelled a sweep"),
  /** A trial ran to its end. */
  TRIAL_COMPLETED("trial.completed", "a trial has completed"),
  /** A trial broke, and its retries are spent. */
  TRIAL_FAILED("trial.failed", "a trial has failed"),
  /** A trial ended with a better value than any before it. */
  TRIAL_BEST("trial.best", "a trial is the best so far"),
  /** Somebody tries the webhook. */
  PING("ping", "somebody tries the webhook");

  private final String word;
  private final String about;

  HookEvent(String word, String about) {
    this.word = word;
    this.about = about;
  }

  /** As it is written. */
  public String word() {
    return word;
  }

  /** What has happened then, for people. */
  public String about() {
    return about;
  }

  /** Those that can be asked for: all but the one that is always told. */
  public static List<HookEvent> all() {
    return Arrays.stream(values()).filter(event -> event != PING).toList();
  }

  /** What is told of where nothing else is asked for: the ends of sweeps. */
  public static Set<String> usual() {
    return Stream.of(SWEEP_COMPLETED, SWEEP_FAILED, SWEEP_CANCELLED)
        .map(HookEvent::word)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The words of those that can be asked for, for sentences. */
  public static String words() {
    return all().stream().map(HookEvent::word).collect(Collectors.joining(", "));
  }

  /** What a change of state is, for those who are told of it; often nothing. */
  static List<HookEvent> of(SweepEvent event, SweepRow sweep) {
    Change change = event.change();
    if (change instanceof SweepBecame became) {
      return of(became.state(), Optional.of(event.at()).equals(sweep.started())).stream().toList();
    }
    return change instanceof TrialBecame became ? of(became, sweep) : List.of();
  }

  /** A sweep becomes running whenever it is resumed; only the first time it starts. */
  private static Optional<HookEvent> of(SweepState state, boolean first) {
    return switch (state) {
      case RUNNING -> first ? Optional.of(SWEEP_STARTED) : Optional.empty();
      case COMPLETED -> Optional.of(SWEEP_COMPLETED);
      case FAILED -> Optional.of(SWEEP_FAILED);
      case CANCELLED -> Optional.of(SWEEP_CANCELLED);
      case WAITING, PAUSED -> Optional.empty();
    };
  }

  private static List<HookEvent> of(TrialBecame became, SweepRow sweep) {
    boolean best =
        (became.state() == TrialState.COMPLETED || became.state() == TrialState.STOPPED)
            && sweep.objectives().size() == 1
            && sweep.best().isPresent()
            && sweep.best().getAsInt() == became.trial();
    Stream<HookEvent> ended =
        became.state() == TrialState.COMPLETED
            ? Stream.of(TRIAL_COMPLETED)
            : became.state() == TrialState.FAILED ? Stream.of(TRIAL_FAILED) : Stream.empty();
    return Stream.concat(ended, best ? Stream.of(TRIAL_BEST) : Stream.empty()).toList();
  }
}
