package io.sonde.store.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.port.SweepReader.AttemptRow;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** One run of a trial's process. */
@Entity
@Table(name = "attempt")
@IdClass(AttemptEntity.Key.class)
public class AttemptEntity {
  /** The attempt's place. */
  public record Key(int sweep, int trial, int number) {
    static Key of(AttemptId id) {
      return new Key(id.sweep(), id.trial(), id.number());
    }
  }

  @Id private int sweep;
  @Id private int trial;
  @Id private int number;

  @ColumnTransformer(write = "cast(? as json)")
  @Column(columnDefinition = "json", nullable = false)
  private String devices;

  @Column(columnDefinition = "text", nullable = false)
  private String log;

  @Column(name = "after_step")
  private @Nullable Integer afterStep;

  @Column(nullable = false)
  private Instant started;

  private @Nullable Instant ended;

  @Convert(converter = Words.OfCause.class)
  @Column(columnDefinition = "text")
  private @Nullable Cause cause;

  @Column(columnDefinition = "text", nullable = false)
  private String reason;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected AttemptEntity() {}

  AttemptEntity(Change.AttemptStarted change, Instant at) {
    this.sweep = change.attempt().sweep();
    this.trial = change.attempt().trial();
    this.number = change.attempt().number();
    this.devices = Json.write(change.devices());
    this.log = Storable.text(change.log());
    this.afterStep = change.after().isPresent() ? change.after().getAsInt() : null;
    this.started = at;
    this.reason = "";
  }

  void end(Change.AttemptEnded change, Instant at) {
    ended = at;
    cause = change.cause();
    reason = Storable.text(change.reason());
  }

  int trial() {
    return trial;
  }

  AttemptRow row() {
    return new AttemptRow(
        number,
        Json.words(devices),
        log,
        started,
        Optional.ofNullable(ended),
        Optional.ofNullable(cause),
        reason);
  }
}
