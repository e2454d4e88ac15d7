package io.sonde.store.database;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/**
 * The row that names the owner of a database; {@link Ownership} writes it on its own connection.
 */
@Entity
@Table(name = "server")
public class ServerEntity {
  @Id private int id;

  @Column(nullable = false)
  private UUID token;

  @Column(columnDefinition = "text", nullable = false)
  private String host;

  private long pid;

  @Column(nullable = false)
  private Instant since;

  @Column(columnDefinition = "text", nullable = false)
  private String address;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected ServerEntity() {}

  boolean bears(UUID other) {
    return token.equals(other);
  }

  DatabaseOwner owner() {
    return new DatabaseOwner(host, pid, since, address);
  }
}
