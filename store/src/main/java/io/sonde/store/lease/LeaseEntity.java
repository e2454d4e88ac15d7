package io.sonde.store.lease;

import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.ProcessIdentity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The claim of a job, with its process once it is known; the devices stand beside it. */
@Entity
@Table(name = "lease")
public class LeaseEntity {
  @Id
  @Column(columnDefinition = "text")
  private String job;

  @Column(columnDefinition = "text", nullable = false)
  private String owner;

  @Column(columnDefinition = "text", nullable = false)
  private String host;

  @Column(nullable = false)
  private Instant since;

  private @Nullable Long memory;

  private @Nullable Long pid;

  @Column(name = "start_time")
  private @Nullable Long startTime;

  @Column(name = "boot_id", columnDefinition = "text")
  private @Nullable String bootId;

  @Column(name = "process_group")
  private @Nullable Long processGroup;

  @Column(columnDefinition = "text")
  private @Nullable String marker;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected LeaseEntity() {}

  LeaseEntity(Lease lease) {
    this.job = lease.jobId();
    this.owner = lease.owner();
    this.host = lease.host();
    this.since = lease.since();
    this.memory = lease.memoryBytes().isPresent() ? lease.memoryBytes().getAsLong() : null;
    lease.process().ifPresent(this::usedBy);
  }

  /** This lease with a process. */
  final LeaseEntity usedBy(ProcessIdentity process) {
    pid = process.pid();
    startTime = process.startTime();
    bootId = process.bootId();
    processGroup = process.processGroup();
    marker = process.marker();
    return this;
  }

  String job() {
    return job;
  }

  String host() {
    return host;
  }

  Lease lease(List<String> devices) {
    OptionalLong part = memory == null ? OptionalLong.empty() : OptionalLong.of(memory);
    return new Lease(job, owner, host, devices, part, since, process());
  }

  private Optional<ProcessIdentity> process() {
    return pid == null
            || startTime == null
            || bootId == null
            || processGroup == null
            || marker == null
        ? Optional.empty()
        : Optional.of(new ProcessIdentity(pid, startTime, bootId, processGroup, marker));
  }
}
