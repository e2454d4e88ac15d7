package io.sonde.web.access;

import io.sonde.web.http.HttpProblem;
import io.sonde.web.port.AccessToken;
import java.util.Optional;

/**
 * Recognises callers by what they bring. Asks the store, so it is called away from the event loop.
 * Thread-safe.
 *
 * <p>Without tokens everybody is the machine's own user, unless other machines can come in. Once a
 * token was made, one is asked for: a revoked one does not open the door again.
 */
public final class Doorkeeper {
  private final AccessTokens tokens;
  private final Sessions sessions;
  private final Optional<Secret> environment;
  private final Optional<Secret> local;
  private final boolean exposed;

  /**
   * For one server.
   *
   * @param environment the admin token that the server was started with
   * @param local the secret that only the machine's user can read
   * @param exposed whether callers from other machines can come in
   */
  public Doorkeeper(
      AccessTokens tokens,
      Sessions sessions,
      Optional<String> environment,
      Optional<String> local,
      boolean exposed) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.environment = environment.map(Secret::new);
    this.local = local.map(Secret::new);
    this.exposed = exposed;
  }

  /** Whether nobody is asked for a token. */
  public boolean open() {
    return !exposed && environment.isEmpty() && !tokens.any();
  }

  /** The same as far as it can be said without asking the store. */
  boolean surelyOpen() {
    return !exposed && environment.isEmpty() && tokens.surelyNone();
  }

  /**
   * Who brings a token.
   *
   * @param guessing whether what people may have chosen is not looked at, since the caller has sent
   *     too many wrong tokens; the others are of 256 random bits, which nobody guesses
   * @throws HttpProblem 401 when it opens nothing
   */
  public Caller byToken(String text, boolean guessing) {
    if (!guessing && environment.filter(secret -> secret.matches(text)).isPresent()) {
      return Caller.ENVIRONMENT;
    }
    if (local.filter(secret -> secret.matches(text)).isPresent()) {
      return Caller.LOCAL;
    }
    Optional<TokenText> parsed = TokenText.parse(text);
    return parsed
        .flatMap(own -> tokens.find(own.id()).filter(kept -> own.matches(kept.digest())))
        .map(this::enter)
        .orElseThrow(
            () -> new HttpProblem(401, "TOKEN", "This token is not known here; check it."));
  }

  /**
   * Whose session a cookie is of.
   *
   * @throws HttpProblem 401 when it is over, or that of a token that opens nothing any more
   */
  Caller bySession(String cookie) {
    String id =
        sessions
            .token(cookie)
            .orElseThrow(() -> new HttpProblem(401, "SESSION", "This session is over; log in."));
    if (id.equals(Caller.ENVIRONMENT.id())) {
      return Caller.ENVIRONMENT;
    }
    return tokens.find(id).map(this::enter).orElseThrow(Doorkeeper::nothing);
  }

  /** The refusal of who brings nothing. */
  static HttpProblem nothing() {
    return new HttpProblem(
        401, "TOKEN", "This server asks for a token: 'Authorization: Bearer TOKEN'.");
  }

  private Caller enter(AccessToken token) {
    if (token.revoked().isPresent()) {
      throw new HttpProblem(
          401, "TOKEN_REVOKED", "The token " + token.id() + " is revoked; ask for another.");
    }
    if (!token.valid(tokens.now())) {
      throw new HttpProblem(
          401,
          "TOKEN_EXPIRED",
          "The token " + token.id() + " is expired since " + token.expires().orElseThrow() + ".");
    }
    tokens.seen(token);
    return Caller.of(token);
  }
}
