package io.sonde.web.port;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Tokens and audit log in memory. Thread-safe. */
public final class InMemoryAccessStore implements AccessStore {
  private final Map<String, AccessToken> tokens = new TreeMap<>();
  private final List<AuditEntry> audit = new ArrayList<>();
  private long last;

  @Override
  public synchronized void add(AccessToken token) {
    if (tokens.putIfAbsent(token.id(), token) != null) {
      throw new IllegalStateException("there is a token " + token.id() + " already");
    }
  }

  @Override
  public synchronized Optional<AccessToken> token(String id) {
    return Optional.ofNullable(tokens.get(id));
  }

  @Override
  public synchronized List<AccessToken> tokens() {
    return tokens.values().stream()
        .sorted(
            Comparator.comparing(AccessToken::created).reversed().thenComparing(AccessToken::id))
        .toList();
  }

  @Override
  public synchronized boolean revoke(String id, Instant at) {
    boolean revocable = token(id).map(token -> token.revoked().isEmpty()).orElse(false);
    replace(id, token -> with(token, token.used(), token.revoked().or(() -> Optional.of(at))));
    return revocable;
  }

  @Override
  public synchronized void used(String id, Instant at) {
    replace(
        id,
        token ->
            with(
                token,
                token.used().filter(seen -> !seen.isBefore(at)).or(() -> Optional.of(at)),
                token.revoked()));
  }

  private void replace(String id, UnaryOperator<AccessToken> change) {
    tokens.computeIfPresent(id, (key, token) -> change.apply(token));
  }

  private static AccessToken with(
      AccessToken token, Optional<Instant> used, Optional<Instant> revoked) {
    return new AccessToken(
        token.id(),
        token.name(),
        token.role(),
        token.projects(),
        token.digest(),
        token.created(),
        token.expires(),
        used.map(time -> time.truncatedTo(ChronoUnit.MICROS)),
        revoked.map(time -> time.truncatedTo(ChronoUnit.MICROS)));
  }

  @Override
  public synchronized void record(AuditEvent event) {
    audit.add(0, new AuditEntry(++last, event));
  }

  @Override
  public synchronized List<AuditEntry> audit(long before, int limit) {
    return audit.stream().filter(entry -> entry.number() < before).limit(limit).toList();
  }

  @Override
  public synchronized void forget(Instant before, long most) {
    audit.removeIf(entry -> entry.event().at().isBefore(before));
    while (audit.size() > most) {
      audit.remove(audit.size() - 1);
    }
  }
}
