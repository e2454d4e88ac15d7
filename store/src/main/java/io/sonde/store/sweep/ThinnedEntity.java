package io.sonde.store.sweep;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** That the metric points of a sweep were thinned. */
@Entity
@Table(name = "thinned")
public class ThinnedEntity {
  @Id private int sweep;

  @Column(nullable = false)
  private Instant at;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected ThinnedEntity() {}

  ThinnedEntity(int sweep, Instant at) {
    this.sweep = sweep;
    this.at = Storable.time(at);
  }

  /** When. */
  Instant at() {
    return at;
  }
}
