package io.sonde.search.port;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Notes in memory, on the sweeps and trials of a reader. Thread-safe. */
public final class InMemoryNotes implements NoteStore {
  private final Map<Subject, Note> notes = new HashMap<>();
  private final SweepReader reader;

  /** About what this reader has. */
  public InMemoryNotes(SweepReader reader) {
    this.reader = reader;
  }

  @Override
  public synchronized Note note(Subject subject) {
    return there(subject) ? notes.getOrDefault(subject, Note.NONE) : Note.NONE;
  }

  @Override
  public synchronized Note write(Subject subject, int read, String text, Instant at) {
    if (text.length() > LONGEST || !there(subject)) {
      throw new IllegalArgumentException("too long, or about nothing: " + subject);
    }
    Note now = note(subject);
    if (now.version() != read) {
      throw new Stale(read, now.version());
    }
    Note fresh = new Note(read + 1, text, Optional.of(at));
    notes.put(subject, fresh);
    return fresh;
  }

  private boolean there(Subject subject) {
    return reader.sweep(subject.sweep()).isPresent()
        && (subject.trial().isEmpty()
            || reader.trial(subject.sweep(), subject.trial().getAsInt()).isPresent());
  }
}
