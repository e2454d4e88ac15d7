package io.sonde.web.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of tokens and of the audit log keeps to. */
public abstract class AccessStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");
  private static final String DIGEST = "0123456789abcdef".repeat(4);

  /** The store, which holds nothing. */
  protected abstract AccessStore emptyStore();

  private static AccessToken token(String id, Instant created) {
    return new AccessToken(
        id,
        "CI of \"ü—3\"",
        Role.CODE,
        Set.of("speech", "it's \"one\""),
        DIGEST,
        created,
        Optional.of(NOON.plus(90, ChronoUnit.DAYS)),
        Optional.empty(),
        Optional.empty());
  }

  private static AuditEvent event(Instant at, String subject) {
    return new AuditEvent(at, "a1", "CI", "192.0.2.7", "cancel sweep", subject, "done", 202);
  }

  @Test
  void keepsTokensAsTheyWereAdded() {
    AccessStore store = emptyStore();
    AccessToken older = token("a1", NOON);
    AccessToken newer =
        new AccessToken(
            "b2",
            "admin",
            Role.ADMIN,
            Set.of(),
            DIGEST,
            NOON.plusSeconds(1),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(store.tokens()).isEmpty();
    store.add(older);
    store.add(newer);
    assertThat(store.token("a1")).hasValue(older);
    assertThat(store.token("b2")).hasValue(newer);
    assertThat(store.token("c3")).isEmpty();
    assertThat(store.tokens()).containsExactly(newer, older);
    assertThatThrownBy(() -> store.add(older)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void revokesOnce() {
    AccessStore store = emptyStore();
    store.add(token("a1", NOON));
    Instant later = NOON.plusSeconds(60);
    assertThat(store.revoke("a1", later)).isTrue();
    assertThat(store.revoke("a1", later.plusSeconds(60))).isFalse();
    assertThat(store.revoke("b2", later)).isFalse();
    assertThat(store.token("a1").orElseThrow().revoked()).hasValue(later);
    assertThat(store.token("a1").orElseThrow().valid(later)).isFalse();
  }

  @Test
  void knowsWhenATokenWasSeenLast() {
    AccessStore store = emptyStore();
    store.add(token("a1", NOON));
    store.used("a1", NOON.plusSeconds(60));
    store.used("a1", NOON.plusSeconds(30));
    store.used("b2", NOON);
    assertThat(store.token("a1").orElseThrow().used()).hasValue(NOON.plusSeconds(60));
    assertThat(store.token("a1").orElseThrow().revoked()).isEmpty();
  }

  @Test
  void pagesTheAuditLogFromItsEnd() {
    AccessStore store = emptyStore();
    assertThat(store.audit(Long.MAX_VALUE, 10)).isEmpty();
    for (int i = 0; i < 5; i++) {
      store.record(event(NOON.plusSeconds(i), "/sweeps/" + i + "\0"));
    }
    List<AuditEntry> first = store.audit(Long.MAX_VALUE, 2);
    assertThat(first).hasSize(2);
    assertThat(first.get(0).event().subject()).startsWith("/sweeps/4");
    assertThat(first.get(0).number()).isGreaterThan(first.get(1).number());
    List<AuditEntry> rest = store.audit(first.get(1).number(), 10);
    assertThat(rest).hasSize(3);
    assertThat(rest.get(2).event().at()).isEqualTo(NOON);
    assertThat(rest.get(2).event().address()).isEqualTo("192.0.2.7");
    assertThat(rest.get(2).event().status()).isEqualTo(202);
  }

  @Test
  void forgetsWhatIsOldAndWhatIsTooMuch() {
    AccessStore store = emptyStore();
    for (int i = 0; i < 5; i++) {
      store.record(event(NOON.plusSeconds(i), "/sweeps/" + i));
    }
    store.forget(NOON.plusSeconds(1), 100);
    assertThat(subjects(store)).containsExactly("/sweeps/4", "/sweeps/3", "/sweeps/2", "/sweeps/1");
    store.forget(NOON, 2);
    assertThat(subjects(store)).containsExactly("/sweeps/4", "/sweeps/3");
  }

  private static List<String> subjects(AccessStore store) {
    return store.audit(Long.MAX_VALUE, 10).stream().map(entry -> entry.event().subject()).toList();
  }
}
