package io.sonde.store.lease;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/**
 * A device that a job holds. An index lets each stand here once, unless jobs claim parts of it
 * only.
 */
@Entity
@Table(name = "lease_device")
@IdClass(LeaseDeviceEntity.Key.class)
public class LeaseDeviceEntity {
  /** The device's place, and who holds it. */
  public record Key(String host, String device, String job) {}

  @Id
  @Column(columnDefinition = "text")
  private String host;

  @Id
  @Column(columnDefinition = "text")
  private String device;

  @Id
  @Column(columnDefinition = "text")
  private String job;

  @SuppressWarnings("UnusedVariable") // queries order by it
  private int position;

  private boolean shared;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected LeaseDeviceEntity() {}

  LeaseDeviceEntity(String host, String device, String job, int position, boolean shared) {
    this.host = host;
    this.device = device;
    this.job = job;
    this.position = position;
    this.shared = shared;
  }

  String device() {
    return device;
  }

  boolean shared() {
    return shared;
  }

  String job() {
    return job;
  }
}
