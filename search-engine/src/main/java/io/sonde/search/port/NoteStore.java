package io.sonde.search.port;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Keeps what people write about sweeps and trials. Thread-safe. Every method throws {@link
 * SweepStore.StoreUnavailable} when the store cannot be reached now.
 */
public interface NoteStore {
  /** The longest note, in characters. */
  int LONGEST = 65_536;

  /** The note on a subject; {@link Note#NONE} where nobody has written one. */
  Note note(Subject subject);

  /**
   * Replaces a note, or begins one. An empty text removes it, but its versions go on to rise.
   *
   * @param read the version that the writer has read; 0 where there was none
   * @return the note as it is kept
   * @throws Stale when somebody else has written meanwhile; nothing has changed
   * @throws IllegalArgumentException when the text is longer than {@link #LONGEST}, or there is no
   *     such sweep or trial
   */
  Note write(Subject subject, int read, String text, Instant at);

  /**
   * What a note is about.
   *
   * @param trial of the sweep; empty for the sweep itself
   */
  record Subject(int sweep, OptionalInt trial) {
    /** A sweep. */
    public static Subject of(int sweep) {
      return new Subject(sweep, OptionalInt.empty());
    }

    /** A trial. */
    public static Subject of(int sweep, int trial) {
      return new Subject(sweep, OptionalInt.of(trial));
    }
  }

  /**
   * A note.
   *
   * @param version rising by one with each writing, from 1; 0 where nothing was ever written
   * @param text Markdown
   * @param changed when it was written
   */
  record Note(int version, String text, Optional<Instant> changed) {
    /** Nothing was ever written. */
    public static final Note NONE = new Note(0, "", Optional.empty());
  }

  /** Somebody else has written meanwhile. */
  final class Stale extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int version;

    /** With the version that was read, and the one there is. */
    public Stale(int read, int version) {
      super(
          "The note was changed meanwhile: version "
              + read
              + " was read, and it is version "
              + version
              + " now. Read it again.");
      this.version = version;
    }

    /** The version there is. */
    public int version() {
      return version;
    }
  }
}
