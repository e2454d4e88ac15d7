package io.sonde.store.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.TrialRow;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A trial, with all that a row of a table shows of it. */
@Entity
@Table(name = "trial")
@IdClass(TrialEntity.Key.class)
public class TrialEntity {
  /** The trial's place. */
  public record Key(int sweep, int number) {}

  @Id private int sweep;
  @Id private int number;

  @Convert(converter = Words.OfTrialState.class)
  @Column(columnDefinition = "text", nullable = false)
  private TrialState state;

  @Column(columnDefinition = "text", nullable = false)
  private String reason;

  @ColumnTransformer(write = "cast(? as json)")
  @Column(columnDefinition = "json", nullable = false)
  private String configuration;

  @ColumnTransformer(write = "cast(? as json)")
  @Column(columnDefinition = "json", nullable = false)
  private String searched;

  /** The metrics known before training. */
  @ColumnTransformer(write = "cast(? as json)")
  @Column(columnDefinition = "json", nullable = false)
  private String known;

  /** Those, and the metrics of the best step. */
  @ColumnTransformer(write = "cast(? as json)")
  @Column(columnDefinition = "json", nullable = false)
  private String metrics;

  @ColumnTransformer(write = "cast(? as json)")
  @Column(columnDefinition = "json", nullable = false)
  private String measured;

  private @Nullable Double value;

  @Column(name = "best_step")
  private @Nullable Integer bestStep;

  @Column(name = "last_step")
  private @Nullable Integer lastStep;

  private int attempts;

  /** The trial from whose weights it was to start. */
  private @Nullable Integer parent;

  @Column(nullable = false)
  private Instant created;

  private @Nullable Instant started;
  private @Nullable Instant ended;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected TrialEntity() {}

  TrialEntity(int sweep, Change.TrialProposed proposed, Instant at) {
    this.sweep = sweep;
    this.number = proposed.trial();
    this.state = TrialState.WAITING;
    this.reason = "";
    this.configuration = Json.write(proposed.configuration().tree());
    this.searched = Json.write(proposed.configuration().values());
    this.known = Json.write(proposed.known());
    this.metrics = known;
    this.measured = "{}";
    this.parent = proposed.parent().isPresent() ? proposed.parent().getAsInt() : null;
    this.created = at;
  }

  void start(OptionalInt after, Instant at) {
    state = TrialState.RUNNING;
    attempts++;
    lastStep = after.isPresent() ? after.getAsInt() : null;
    if (started == null) {
      started = at;
    }
  }

  void reported(int step) {
    lastStep = step;
  }

  /**
   * Goes over into another state.
   *
   * @param atBestStep the metrics that were reported at the best step
   */
  void become(Change.TrialBecame became, Map<String, Double> atBestStep, Instant at) {
    state = became.state();
    reason = Storable.text(became.reason());
    value = became.value().isPresent() ? became.value().getAsDouble() : null;
    bestStep = became.bestStep().isPresent() ? became.bestStep().getAsInt() : null;
    measured = Json.write(became.metrics());
    ended = state.ended() ? at : null;
    Map<String, Double> all = new LinkedHashMap<>(Json.numbers(known));
    all.putAll(atBestStep);
    metrics = Json.write(all);
  }

  TrialState state() {
    return state;
  }

  TrialRow row() {
    return new TrialRow(
        number,
        state,
        reason,
        Json.tree(configuration),
        Json.tree(searched),
        value == null ? OptionalDouble.empty() : OptionalDouble.of(value),
        optional(bestStep),
        optional(lastStep),
        Json.numbers(metrics),
        Json.numbers(measured),
        attempts,
        optional(parent),
        created,
        Optional.ofNullable(started),
        Optional.ofNullable(ended));
  }

  private static OptionalInt optional(@Nullable Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
