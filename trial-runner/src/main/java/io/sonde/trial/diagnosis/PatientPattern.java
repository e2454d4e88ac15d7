package io.sonde.trial.diagnosis;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A regular expression that is looked for in many lines within a bounded time. Java's matcher goes
 * back and forth, which with some patterns takes a time that is exponential in the length of the
 * line; here it is broken off, and the pattern is not found from then on.
 */
final class PatientPattern {
  private final Pattern pattern;
  private long nanosLeft;
  private boolean exhausted;

  PatientPattern(Pattern pattern, Duration patience) {
    this.pattern = pattern;
    this.nanosLeft = patience.toNanos();
  }

  /** Whether its time is over, so that it was not looked for in every line. */
  boolean exhausted() {
    return exhausted;
  }

  boolean foundIn(String line) {
    if (exhausted) {
      return false;
    }
    long begin = System.nanoTime();
    try {
      return pattern.matcher(new Watched(line, begin + nanosLeft)).find();
    } catch (TimeIsOverException | StackOverflowError e) {
      exhausted = true;
      return false;
    } finally {
      nanosLeft -= System.nanoTime() - begin;
    }
  }

  /** Breaks off the matcher, which offers no other way. */
  private static final class TimeIsOverException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TimeIsOverException() {
      super("the time of a pattern is over", null, false, false);
    }
  }

  /** A text that looks at the clock now and then while it is read. */
  private static final class Watched implements CharSequence {
    private static final int LOOK_EVERY = 1 << 12;

    private final String text;
    private final long deadline;
    private int reads;

    Watched(String text, long deadline) {
      this.text = text;
      this.deadline = deadline;
    }

    @Override
    public char charAt(int index) {
      if (++reads % LOOK_EVERY == 0 && System.nanoTime() - deadline > 0) {
        throw new TimeIsOverException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
