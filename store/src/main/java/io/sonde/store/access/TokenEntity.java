package io.sonde.store.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sonde.web.port.AccessToken;
import io.sonde.web.port.Role;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/** A token without its secret. */
@Entity
@Table(name = "access_token")
public class TokenEntity {
  private static final JsonMapper JSON = new JsonMapper();

  @Id
  @Column(columnDefinition = "text")
  private String id;

  @Column(columnDefinition = "text", nullable = false)
  private String name;

  @Column(columnDefinition = "text", nullable = false)
  private String role;

  @ColumnTransformer(write = "cast(? as json)")
  @Column(columnDefinition = "json", nullable = false)
  private String projects;

  @Column(columnDefinition = "text", nullable = false)
  private String digest;

  @Column(nullable = false)
  private Instant created;

  private @Nullable Instant expires;

  private @Nullable Instant used;

  private @Nullable Instant revoked;

  /** For Hibernate. */
  @SuppressWarnings("NullAway.Init")
  protected TokenEntity() {}

  TokenEntity(AccessToken token) {
    this.id = token.id();
    this.name = token.name().replace('\0', '\uFFFD');
    this.role = token.role().word();
    this.projects = write(token.projects());
    this.digest = token.digest();
    this.created = token.created().truncatedTo(ChronoUnit.MICROS);
    this.expires = token.expires().map(time -> time.truncatedTo(ChronoUnit.MICROS)).orElse(null);
    this.used = token.used().map(time -> time.truncatedTo(ChronoUnit.MICROS)).orElse(null);
    this.revoked = token.revoked().map(time -> time.truncatedTo(ChronoUnit.MICROS)).orElse(null);
  }

  AccessToken token() {
    return new AccessToken(
        id,
        name,
        Role.of(role).orElseThrow(() -> new IllegalStateException("no role is called " + role)),
        read(projects),
        digest,
        created,
        Optional.ofNullable(expires),
        Optional.ofNullable(used),
        Optional.ofNullable(revoked));
  }

  private static String write(Set<String> projects) {
    try {
      return JSON.writeValueAsString(new TreeSet<>(projects));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<String> read(String projects) {
    try {
      return Set.copyOf(JSON.readValue(projects, new TypeReference<List<String>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the projects of a token cannot be read: " + projects, e);
    }
  }
}
