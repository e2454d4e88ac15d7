package io.sonde.store.sweep;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.StatelessSession;

/** The highest numbers that were deleted, in the one row of its table: none is given twice. */
@Entity
@Table(name = "deleted")
public class DeletedEntity {
  private static final int ONLY = 1;

  @Id private int id;
  private int sweep;
  private long sequence;

  /** For Hibernate. */
  protected DeletedEntity() {}

  static DeletedEntity of(StatelessSession session) {
    return session.get(DeletedEntity.class, ONLY);
  }

  /** The highest number of a deleted sweep; 0 for none. */
  int sweep() {
    return sweep;
  }

  /** The highest sequence of a deleted event, or one below which all are given; 0 for none. */
  long sequence() {
    return sequence;
  }

  /** Remembers that a sweep is deleted, and which events are given so far; also of two at once. */
  static void raise(StatelessSession session, int number) {
    session
        .createNativeMutationQuery(
            "update deleted set sweep = greatest(sweep, :number), sequence ="
                + " greatest(sequence, (select coalesce(max(sequence), 0) from event))")
        .setParameter("number", number)
        .executeUpdate();
  }
}
