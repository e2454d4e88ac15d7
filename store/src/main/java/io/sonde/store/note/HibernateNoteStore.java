package io.sonde.store.note;

import io.sonde.search.port.NoteStore;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.store.database.Database;
import io.sonde.store.database.Transactions;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.StatelessSession;

/** Keeps notes in PostgreSQL. */
public final class HibernateNoteStore implements NoteStore {
  private final Transactions transactions;

  /** A store in a database that holds this room's entities and is owned by this process. */
  public HibernateNoteStore(Database database) {
    this.transactions = new Transactions(database, StoreUnavailable::new);
  }

  @Override
  public Note note(Subject subject) {
    return transactions.reading(session -> note(session, subject));
  }

  private static Note note(StatelessSession session, Subject subject) {
    return Optional.ofNullable(session.get(NoteEntity.class, NoteEntity.Key.of(subject)))
        .map(NoteEntity::note)
        .orElse(Note.NONE);
  }

  @Override
  public Note write(Subject subject, int read, String text, Instant at) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "expected at most " + LONGEST + " characters, got " + text.length());
    }
    return transactions.writing(
        session -> {
          lock(session, subject);
          Note now = note(session, subject);
          if (now.version() != read) {
            throw new Stale(read, now.version());
          }
          // PostgreSQL's texts hold no NUL.
          Note fresh = new Note(read + 1, text.replace('\0', '\uFFFD'), Optional.of(at));
          NoteEntity entity = new NoteEntity(subject, fresh, at);
          if (read == 0) {
            session.insert(entity);
          } else {
            session.update(entity);
          }
          return entity.note();
        });
  }

  /** Holds what the note is about, so that two writers follow each other. */
  private static void lock(StatelessSession session, Subject subject) {
    String sql =
        subject.trial().isPresent()
            ? "select number from trial where sweep = :sweep and number = :trial for no key update"
            : "select number from sweep where number = :sweep and state <> 'removed'"
                + " for no key update";
    var query = session.createNativeQuery(sql, Integer.class);
    query.setParameter("sweep", subject.sweep());
    subject.trial().ifPresent(trial -> query.setParameter("trial", trial));
    if (query.getResultList().isEmpty()) {
      throw new IllegalArgumentException("there is no such sweep or trial: " + subject);
    }
  }
}
