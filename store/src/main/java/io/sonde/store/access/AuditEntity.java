package io.sonde.store.access;

import io.sonde.web.port.AuditEntry;
import io.sonde.web.port.AuditEvent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A line of the audit log. */
@Entity
@Table(name = "audit_entry")
public class AuditEntity {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long number;

  @Column(nullable = false)
  private Instant at;

  @Column(columnDefinition = "text", nullable = false)
  private String token;

  @Column(columnDefinition = "text", nullable = false)
  private String name;

  @Column(columnDefinition = "text", nullable = false)
  private String address;

  @Column(columnDefinition = "text", nullable = false)
  private String action;

  @Column(columnDefinition = "text", nullable = false)
  private String subject;

  @Column(columnDefinition = "text", nullable = false)
  private String outcome;

  private int status;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected AuditEntity() {}

  AuditEntity(AuditEvent event) {
    this.at = event.at().truncatedTo(ChronoUnit.MICROS);
    this.token = storable(event.token());
    this.name = storable(event.name());
    this.address = storable(event.address());
    this.action = storable(event.action());
    this.subject = storable(event.subject());
    this.outcome = storable(event.outcome());
    this.status = event.status();
  }

  AuditEntry entry() {
    return new AuditEntry(
        number == null ? 0 : number,
        new AuditEvent(at, token, name, address, action, subject, outcome, status));
  }

  private static String storable(String text) {
    return text.replace('\0', '\uFFFD');
  }
}
