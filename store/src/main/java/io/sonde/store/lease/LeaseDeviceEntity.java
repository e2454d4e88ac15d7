package io.sonde.store.lease;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A device that a job holds. The key lets each device stand here once. */
@Entity
@Table(name = "lease_device")
@IdClass(LeaseDeviceEntity.Key.class)
public class LeaseDeviceEntity {
  /** The device's place. */
  public record Key(String host, String device) {}

  @Id
  @Column(columnDefinition = "text")
  private String host;

  @Id
  @Column(columnDefinition = "text")
  private String device;

  @Column(columnDefinition = "text", nullable = false)
  private String job;

  @SuppressWarnings("UnusedVariable") // queries order by it
  private int position;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected LeaseDeviceEntity() {}

  LeaseDeviceEntity(String host, String device, String job, int position) {
    this.host = host;
    this.device = device;
    this.job = job;
    this.position = position;
  }

  String device() {
    return device;
  }

  String job() {
    return job;
  }
}
