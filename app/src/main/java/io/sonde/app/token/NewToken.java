package io.sonde.app.token;

import io.sonde.web.port.Role;
import java.util.List;
import java.util.Optional;

/**
 * A token that is asked for.
 *
 * @param projects empty for all
 * @param expires such as {@code 90d}; empty for never
 */
public record NewToken(String name, Role role, List<String> projects, Optional<String> expires) {
  public NewToken {
    projects = List.copyOf(projects);
  }
}
