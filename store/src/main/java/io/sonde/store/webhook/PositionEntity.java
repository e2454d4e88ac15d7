package io.sonde.store.webhook;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
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

  long sequence() {
    return sequence;
  }

  void raise(long to) {
    sequence = Math.max(sequence, to);
  }
}
