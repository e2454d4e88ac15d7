package io.sonde.store.webhook;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;

/** Up to which event there are deliveries, in the one row of its table. */
@Entity
@Table(name = "webhook_position")
public class PositionEntity {
  private static final int ONLY = 1;

  @Id private int id;
  private long sequence;

  /** For Hibernate. */
  protected PositionEntity() {}

  static PositionEntity of(StatelessSession session) {
    return session.get(PositionEntity.class, ONLY);
  }

  /** The same once nobody else is about to move it. */
  static PositionEntity locked(StatelessSession session) {
    return session.get(PositionEntity.class, ONLY, LockMode.PESSIMISTIC_WRITE);
  }

  long sequence() {
    return sequence;
  }

  /** Moves on; false where it is not where it is thought to be. */
  boolean move(long from, long to) {
    if (to <= from) {
      throw new IllegalArgumentException("expected a position above " + from + ", got " + to);
    }
    if (sequence != from) {
      return false;
    }
    sequence = to;
    return true;
  }
}
