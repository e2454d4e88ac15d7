package io.sonde.web.access;

import io.sonde.search.port.StartLimits;
import io.sonde.search.port.SweepReader.SweepQuery;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.web.port.AccessToken;
import io.sonde.web.port.Role;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request.
 *
 * @param id of the token, or a word for those without one
 * @param name for people
 * @param projects whose sweeps it sees and starts; empty for those of all
 */
public record Caller(String id, String name, Role role, Optional<Set<String>> projects) {
  /** The machine's own user: on loopback without tokens, or with the secret of the home. */
  static final Caller LOCAL = new Caller("local", "local", Role.ADMIN, Optional.empty());

  /** Who brings the token that the server was started with. */
  static final Caller ENVIRONMENT =
      new Caller("environment", "SONDE_TOKEN", Role.ADMIN, Optional.empty());

  private static final String KEY = "sonde.caller";

  static Caller of(AccessToken token) {
    return new Caller(
        token.id(),
        token.name(),
        token.role(),
        token.projects().isEmpty() ? Optional.empty() : Optional.of(token.projects()));
  }

  /** Who sends this request; empty before it is known, and where nobody is asked. */
  public static Optional<Caller> find(RoutingContext context) {
    @Nullable Caller caller = context.get(KEY);
    return Optional.ofNullable(caller);
  }

  /** Who sends this request, on a route that asks. */
  public static Caller of(RoutingContext context) {
    return find(context)
        .orElseThrow(() -> new IllegalStateException("this route asks nobody who he is"));
  }

  void enter(RoutingContext context) {
    context.put(KEY, this);
  }

  /** Whether it may do what a role may. */
  public boolean may(Role needed) {
    return role.includes(needed);
  }

  /** Whether it may see a sweep. */
  public boolean sees(SweepRow sweep) {
    return projects.map(some -> some.contains(sweep.project())).orElse(true);
  }

  /** The same query, but only for sweeps that it may see. */
  public SweepQuery seen(SweepQuery query) {
    return query.within(projects);
  }

  /** What it may start. */
  public StartLimits limits() {
    return new StartLimits(projects, may(Role.CODE));
  }

  /** Whether it came with a token, and so can log out. */
  public boolean remote() {
    return !equals(LOCAL);
  }
}
