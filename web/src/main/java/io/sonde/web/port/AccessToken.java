package io.sonde.web.port;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A token as it is kept: all but its secret.
 *
 * @param id public; it stands in the token's text
 * @param name what people know it by
 * @param projects whose sweeps it sees and starts; empty for those of all
 * @param digest SHA-256 of the secret, as 64 hexadecimal digits
 * @param expires from when on it is worth nothing; empty for never
 * @param used when it was last seen, to the minute or so; empty for never
 * @param revoked since when it is worth nothing; empty while it is
 */
public record AccessToken(
    String id,
    String name,
    Role role,
    Set<String> projects,
    String digest,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> used,
    Optional<Instant> revoked) {

  public AccessToken {
    projects = Set.copyOf(projects);
    if (!id.matches("[a-z0-9]{1,40}")) {
      throw new IllegalArgumentException("an id is letters and digits, got '" + id + "'");
    }
    if (!digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("token " + id + ": expected a digest of SHA-256");
    }
    if (role == Role.ADMIN && !projects.isEmpty()) {
      throw new IllegalArgumentException(
          "token " + id + ": an admin's is of every project, got " + projects);
    }
  }

  /** Whether it opens anything at a moment. */
  public boolean valid(Instant now) {
    return revoked.isEmpty() && expires.map(now::isBefore).orElse(true);
  }
}
