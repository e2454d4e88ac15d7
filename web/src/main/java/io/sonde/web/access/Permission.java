package io.sonde.web.access;

import io.sonde.web.port.Role;
import java.util.Optional;

/** What a route asks of its caller. */
public enum Permission {
  /** Nothing: health, assets, the page where a token is typed. */
  NOTHING(Optional.empty()),
  /** The token of a worker or of an attempt, which the route itself looks at. */
  TOKEN_OF_ITS_OWN(Optional.empty()),
  /** The role {@code read}. */
  READ(Optional.of(Role.READ)),
  /** The role {@code run}; what may be started is looked at once the spec is read. */
  RUN(Optional.of(Role.RUN)),
  /** The role {@code admin}. */
  ADMIN(Optional.of(Role.ADMIN));

  private final Optional<Role> role;

  Permission(Optional<Role> role) {
    this.role = role;
  }

  /** The role that is needed; empty where none is asked for. */
  public Optional<Role> role() {
    return role;
  }
}
