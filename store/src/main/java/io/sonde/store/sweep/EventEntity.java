package io.sonde.store.sweep;

import io.sonde.search.event.SweepEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A change with its place in the one order of all changes. Never altered. */
@Entity
@Table(name = "event")
public class EventEntity {
  @Id private long sequence;
  private int sweep;

  @Column(nullable = false)
  private Instant at;

  @Column(columnDefinition = "text", nullable = false)
  private String kind;

  @Column(columnDefinition = "json", nullable = false)
  private String change;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected EventEntity() {}

  EventEntity(SweepEvent event) {
    this.sequence = event.sequence();
    this.sweep = event.sweep();
    this.at = Storable.time(event.at());
    this.kind = ChangeCodec.kind(event.change());
    this.change = ChangeCodec.write(event.change());
  }

  long sequence() {
    return sequence;
  }

  int sweep() {
    return sweep;
  }

  Instant at() {
    return at;
  }

  String kind() {
    return kind;
  }

  /** The change as JSON. */
  String change() {
    return change;
  }

  SweepEvent event() {
    return new SweepEvent(sequence, sweep, at, ChangeCodec.read(kind, change));
  }
}
