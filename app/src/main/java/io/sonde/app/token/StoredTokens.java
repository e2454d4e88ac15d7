package io.sonde.app.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.home.Home;
import io.sonde.app.program.UserError;
import io.sonde.store.Store;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.embedded.EmbeddedPostgres;
import io.sonde.web.access.AccessTokens;
import io.sonde.web.access.AccessTokens.Created;
import io.sonde.web.access.Lifetime;
import io.sonde.web.document.TokenDocument;
import io.sonde.web.port.AuditEvent;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** The tokens in a database. */
final class StoredTokens implements TokenRegister {
  private final Clock clock = Clock.systemUTC();
  private final Optional<EmbeddedPostgres> postgres;
  private final Store store;
  private final AccessTokens tokens;

  private StoredTokens(Optional<EmbeddedPostgres> postgres, Store store) {
    this.postgres = postgres;
    this.store = store;
    this.tokens = new AccessTokens(store.access(), clock);
  }

  static StoredTokens of(DatabaseAddress address) {
    return new StoredTokens(Optional.empty(), Store.open(address));
  }

  /** Starts the home's database, which is made where there is none, for as long as it is needed. */
  static StoredTokens ofEmbedded(Home home) {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(home.writable().folder());
    try {
      return new StoredTokens(Optional.of(postgres), Store.open(postgres.address()));
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  @Override
  public JsonNode create(NewToken token) {
    try {
      Created made =
          tokens.create(
              token.name(),
              token.role(),
              Set.copyOf(token.projects()),
              token.expires().map(Lifetime::parse));
      note("create token", made.token().id());
      return TokenDocument.created(made.token(), made.text(), clock.instant());
    } catch (IllegalArgumentException e) {
      throw UserError.wrongInput(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public JsonNode list() {
    return TokenDocument.list(tokens.all(), clock.instant());
  }

  @Override
  public void revoke(String id) {
    if (!tokens.revoke(id)) {
      throw UserError.wrongInput(
          "there is no token "
              + id
              + " that could be revoked; 'sonde token list' shows the ids and their states");
    }
    note("revoke token", id);
  }

  private void note(String action, String id) {
    store
        .access()
        .record(new AuditEvent(clock.instant(), "local", "local", "", action, id, "done", 0));
  }

  @Override
  public void close() {
    store.close();
    postgres.ifPresent(EmbeddedPostgres::close);
  }
}
