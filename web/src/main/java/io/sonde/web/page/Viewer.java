package io.sonde.web.page;

import io.sonde.web.access.Caller;
import io.sonde.web.port.Role;
import io.vertx.ext.web.RoutingContext;

/**
 * Who looks at a page, for what is shown to him.
 *
 * @param session whether there is a session that one can leave
 * @param run whether sweeps may be started and steered
 * @param admin whether tokens, the audit log and the devices are his
 */
public record Viewer(String name, String role, boolean session, boolean run, boolean admin) {
  /** Nobody who is known: nothing but reading is offered. */
  static final Viewer NOBODY = new Viewer("", "", false, false, false);

  static Viewer of(RoutingContext context) {
    return Caller.find(context).map(Viewer::of).orElse(NOBODY);
  }

  private static Viewer of(Caller caller) {
    return new Viewer(
        caller.name(),
        caller.role().word(),
        caller.remote(),
        caller.may(Role.RUN),
        caller.may(Role.ADMIN));
  }
}
