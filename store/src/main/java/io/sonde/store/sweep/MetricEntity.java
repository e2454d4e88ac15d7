package io.sonde.store.sweep;

import io.sonde.search.report.AttemptId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** One value of one metric at one step of one attempt. */
@Entity
@Table(name = "metric")
@IdClass(MetricEntity.Key.class)
public class MetricEntity {
  /** The value's place. */
  public record Key(int sweep, int trial, int attempt, String name, int step) {}

  @Id private int sweep;
  @Id private int trial;
  @Id private int attempt;

  @Id
  @Column(columnDefinition = "text")
  private String name;

  @Id private int step;
  private double value;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected MetricEntity() {}

  MetricEntity(AttemptId attempt, int step, String name, double value) {
    this.sweep = attempt.sweep();
    this.trial = attempt.trial();
    this.attempt = attempt.number();
    this.step = step;
    this.name = Storable.text(name);
    this.value = value;
  }

  int sweep() {
    return sweep;
  }

  int trial() {
    return trial;
  }

  int step() {
    return step;
  }

  String name() {
    return name;
  }

  double value() {
    return value;
  }

  int attempt() {
    return attempt;
  }

  boolean standsAt(TrialEntity.Key place, int otherStep) {
    return sweep == place.sweep() && trial == place.number() && step == otherStep;
  }
}
