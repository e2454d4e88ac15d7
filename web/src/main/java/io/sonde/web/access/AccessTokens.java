package io.sonde.web.access;

import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.web.port.AccessStore;
import io.sonde.web.port.AccessToken;
import io.sonde.web.port.Role;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens: makes them, finds them, revokes them. What was read is used for {@link #FRESH}; so
 * long a token works on that another process has revoked. While the store is away, what was read
 * last holds. Thread-safe.
 */
public final class AccessTokens {
  /** How long what was read is taken as true. */
  static final Duration FRESH = Duration.ofSeconds(5);

  private static final Duration NOTE_USE_AFTER = Duration.ofMinutes(1);
  private static final int MOST = 1000;
  private static final int MOST_PROJECTS = 100;
  private static final int MOST_LETTERS = 100;

  private record Known<T>(T value, Instant until) {}

  private final AccessStore store;
  private final Clock clock;
  private final SecureRandom chance = new SecureRandom();
  private final Map<String, Known<AccessToken>> known = new ConcurrentHashMap<>();
  private volatile Optional<Known<Boolean>> any = Optional.empty();
  private volatile long revocations;

  /** Over a store. */
  public AccessTokens(AccessStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * A new token.
   *
   * @param text shown once
   */
  public record Created(AccessToken token, String text) {}

  /**
   * Makes a token.
   *
   * @param projects empty for all
   * @param life empty for one that does not expire
   * @throws IllegalArgumentException with a sentence for the caller
   */
  public Created create(String name, Role role, Set<String> projects, Optional<Duration> life) {
    requireText("a token's name", name);
    projects.forEach(project -> requireText("a project", project));
    if (projects.size() > MOST_PROJECTS) {
      throw new IllegalArgumentException(
          "a token names at most " + MOST_PROJECTS + " projects, got " + projects.size());
    }
    if (role == Role.ADMIN && !projects.isEmpty()) {
      throw new IllegalArgumentException(
          "an admin's token is of every project; leave out "
              + projects
              + ", or take the role code");
    }
    Instant now = clock.instant();
    if (store.tokens().stream().filter(token -> token.valid(now)).count() >= MOST) {
      throw new IllegalArgumentException(
          "there are " + MOST + " valid tokens, the most there can be; revoke some first");
    }
    TokenText text = TokenText.random(chance);
    AccessToken token =
        new AccessToken(
            text.id(),
            name.strip(),
            role,
            projects,
            text.digest(),
            now,
            life.map(now::plus),
            Optional.empty(),
            Optional.empty());
    synchronized (known) {
      store.add(token);
      any = Optional.empty();
    }
    return new Created(token, text.text());
  }

  private static void requireText(String what, String text) {
    boolean plain = text.codePoints().noneMatch(Character::isISOControl);
    if (text.isBlank() || text.length() > MOST_LETTERS || !plain) {
      throw new IllegalArgumentException(
          what
              + " is 1 to "
              + MOST_LETTERS
              + " characters on one line, got '"
              + printable(text)
              + "'");
    }
  }

  private static String printable(String text) {
    String cut = text.length() > MOST_LETTERS ? text.substring(0, MOST_LETTERS) + "…" : text;
    return cut.replaceAll("\\p{Cntrl}", "\uFFFD");
  }

  /** All that were ever made, the newest first. */
  public List<AccessToken> all() {
    return store.tokens();
  }

  /** Makes one worth nothing, at once here; false when there is none or it was before. */
  public boolean revoke(String id) {
    boolean revoked = store.revoke(id, clock.instant());
    synchronized (known) {
      revocations++;
      known.remove(id);
    }
    return revoked;
  }

  /** Whether one was ever made. */
  public boolean any() {
    Instant now = clock.instant();
    Optional<Known<Boolean>> last = any;
    if (last.isPresent() && (last.get().value() || now.isBefore(last.get().until()))) {
      return last.get().value();
    }
    try {
      synchronized (known) {
        boolean found = !store.tokens().isEmpty();
        any = Optional.of(new Known<>(found, now.plus(FRESH)));
        return found;
      }
    } catch (StoreUnavailable away) {
      return last.map(Known::value).orElseThrow(() -> away);
    }
  }

  /** Whether none was made, as far as it can be said without asking the store. */
  boolean surelyNone() {
    return any.filter(last -> !last.value() && clock.instant().isBefore(last.until())).isPresent();
  }

  /** Whether there is one with which an administrator can enter. */
  public boolean anyAdmin() {
    Instant now = clock.instant();
    return store.tokens().stream()
        .anyMatch(token -> token.role() == Role.ADMIN && token.valid(now));
  }

  /** The token of an id, valid or not; notes that it was seen. */
  Optional<AccessToken> find(String id) {
    Instant now = clock.instant();
    Optional<Known<AccessToken>> last = Optional.ofNullable(known.get(id));
    if (last.isPresent() && now.isBefore(last.get().until())) {
      return last.map(Known::value);
    }
    long before = revocations;
    try {
      Optional<AccessToken> token = store.token(id);
      keep(id, token.map(found -> new Known<>(found, now.plus(FRESH))), before);
      return token;
    } catch (StoreUnavailable away) {
      return Optional.of(last.map(Known::value).orElseThrow(() -> away));
    }
  }

  /** Not where one was revoked since the store was asked: it may be this one. */
  private void keep(String id, Optional<Known<AccessToken>> found, long before) {
    synchronized (known) {
      if (revocations == before) {
        found.ifPresentOrElse(token -> known.put(id, token), () -> known.remove(id));
      }
    }
  }

  /** Notes that a valid token opened something. */
  void seen(AccessToken token) {
    Instant now = clock.instant();
    Instant enough = now.minus(NOTE_USE_AFTER);
    if (token.used().map(enough::isAfter).orElse(true)) {
      try {
        store.used(token.id(), now);
        known.remove(token.id());
      } catch (StoreUnavailable away) {
        // its last use is a minute old then; not worth refusing the request
      }
    }
  }

  Instant now() {
    return clock.instant();
  }
}
