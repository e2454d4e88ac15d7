package io.sonde.search.port;

import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.request.RequestKey;
import io.sonde.search.space.Configuration;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * Lends trials to whoever runs them elsewhere, and takes what came of them; between the two they
 * report through {@link ReportInbox}. A report that is answered stop or pause ends the attempt,
 * which is not told then. Stages complete once what they answer is stored, exceptionally with
 * {@link ReportInbox.Refused}. Thread-safe.
 */
public interface AskDesk {
  /**
   * Asks for a trial. The answer is {@link Work} as soon as there is one, {@link Later} when there
   * was none within the time of the ask, {@link Over} when there will be none any more.
   *
   * <p>The answer completes exceptionally with {@link ReportInbox.Refused} when there is no such
   * sweep, with {@link io.sonde.search.steering.NotAllowedException} when Sonde runs its trials
   * itself, with {@link RequestKey.Reused} when the key stands for another ask.
   */
  Asking ask(int sweep, Ask ask);

  /**
   * Tells what came of an attempt. The same told again gets the same answer, however late; anything
   * else of an attempt that is over is refused as {@code FENCED}.
   *
   * @param end completed, stopped, infeasible or cancelled, or a failure, after which the trial may
   *     be lent again
   */
  CompletionStage<Told> tell(AttemptId attempt, String token, AttemptEnd end);

  /** Says that an attempt is still worked at; answers until when that holds without a word. */
  CompletionStage<Instant> heartbeat(AttemptId attempt, String token);

  /**
   * An ask.
   *
   * @param key by which the ask is known again when it is sent once more: it gets the same attempt
   *     then, whatever has become of it. Empty when it is to be a new ask each time
   * @param by who asks or where it runs, for people; empty when nobody says
   * @param patience how long the ask waits for a trial; zero for an answer at once
   */
  record Ask(Optional<String> key, String by, Duration patience) {
    /** The longest {@code by}. */
    public static final int LONGEST_NAME = 100;

    public Ask {
      key.ifPresent(RequestKey::requireKey);
      boolean clean = by.codePoints().noneMatch(Character::isISOControl) && by.equals(by.strip());
      if (by.codePointCount(0, by.length()) > LONGEST_NAME || !clean) {
        throw new IllegalArgumentException(
            "a name of at most %d characters is expected, without control characters and without blanks at the ends, got %d characters: '%s'"
                .formatted(
                    LONGEST_NAME,
                    by.codePointCount(0, by.length()),
                    by.codePoints()
                        .limit(LONGEST_NAME)
                        .map(c -> Character.isISOControl(c) ? '?' : c)
                        .collect(
                            StringBuilder::new,
                            StringBuilder::appendCodePoint,
                            StringBuilder::append)));
      }
      if (patience.isNegative()) {
        throw new IllegalArgumentException("no negative patience is expected, got " + patience);
      }
    }
  }

  /** An ask under way. */
  interface Asking {
    /** What comes of it. */
    CompletionStage<Asked> answer();

    /** Nobody waits for the answer any more: no trial is to be lent to this ask. */
    void leave();
  }

  /** What an ask is answered. */
  sealed interface Asked {}

  /**
   * A trial to run.
   *
   * @param token the secret with which this attempt reports and tells
   * @param seed for what is random in the trial; the same for each of its attempts
   * @param after the step after which it goes on, where an earlier attempt was paused; empty when
   *     it begins anew
   * @param until the step at which it may be paused; empty when it may not be
   * @param parent the trial from whose result it is to start; empty for a fresh start
   * @param lease after this time without a word the attempt counts as lost
   */
  record Work(
      AttemptId attempt,
      String token,
      Configuration configuration,
      long seed,
      OptionalInt after,
      OptionalInt until,
      OptionalInt parent,
      Duration lease)
      implements Asked {}

  /** There is none now; ask again. */
  record Later(SweepState state, String reason) implements Asked {}

  /** The sweep is over. */
  record Over(SweepState state, String reason) implements Asked {}

  /**
   * What a trial has become: waiting when it will be lent again, otherwise its end.
   *
   * @param reason why, where it is not just what was told
   */
  record Told(TrialState state, String reason) {}
}
