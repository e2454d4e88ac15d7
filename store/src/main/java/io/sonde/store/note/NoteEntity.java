package io.sonde.store.note;

import io.sonde.search.port.NoteStore.Note;
import io.sonde.search.port.NoteStore.Subject;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** A note; its version is our own, for Hibernate's would not tell which one was read. */
@Entity
@Table(name = "note")
@IdClass(NoteEntity.Key.class)
public class NoteEntity {
  /** Stands in place of a trial's number where the note is the sweep's. */
  private static final int WHOLE_SWEEP = -1;

  /** The note's subject. */
  public record Key(int sweep, int trial) {
    static Key of(Subject subject) {
      return new Key(subject.sweep(), subject.trial().orElse(WHOLE_SWEEP));
    }
  }

  @Id private int sweep;
  @Id private int trial;
  private int version;

  @Column(columnDefinition = "text", nullable = false)
  private String content;

  @Column(nullable = false)
  private Instant changed;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected NoteEntity() {}

  NoteEntity(Subject subject, Note note, Instant at) {
    Key key = Key.of(subject);
    this.sweep = key.sweep();
    this.trial = key.trial();
    this.version = note.version();
    this.content = note.text();
    this.changed = at.truncatedTo(ChronoUnit.MICROS);
  }

  Note note() {
    return new Note(version, content, Optional.of(changed));
  }
}
