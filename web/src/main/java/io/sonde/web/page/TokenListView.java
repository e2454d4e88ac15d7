package io.sonde.web.page;

import io.sonde.web.access.AccessTokens.Created;
import io.sonde.web.document.TokenDocument;
import io.sonde.web.port.AccessToken;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The page of the tokens.
 *
 * @param made the text of one that was just made; it is shown this once
 * @param wrong why one that was asked for was not made
 */
public record TokenListView(List<Row> rows, Optional<String> made, Optional<String> wrong) {
  private static final int SHOWN = 200;

  /**
   * A token in the list.
   *
   * @param mark the state whose mark stands before the word
   * @param valid whether it can be revoked
   */
  public record Row(
      String id,
      String name,
      String role,
      String projects,
      String state,
      String mark,
      boolean valid,
      TimeView created,
      Optional<String> expires,
      Optional<TimeView> used) {

    private static Row of(AccessToken token, Instant now) {
      String state = TokenDocument.state(token, now);
      return new Row(
          token.id(),
          token.name(),
          token.role().word(),
          token.projects().isEmpty() ? "all" : String.join(", ", new TreeSet<>(token.projects())),
          state,
          state.equals("valid") ? "completed" : state.equals("revoked") ? "cancelled" : "stopped",
          token.valid(now),
          TimeView.of(token.created(), now),
          token.expires().map(time -> TimeView.of(time, now).full()),
          token.used().map(time -> TimeView.of(time, now)));
    }
  }

  static TokenListView of(List<AccessToken> tokens, Instant now) {
    List<Row> rows = tokens.stream().limit(SHOWN).map(token -> Row.of(token, now)).toList();
    return new TokenListView(rows, Optional.empty(), Optional.empty());
  }

  TokenListView with(Created created) {
    return new TokenListView(rows, Optional.of(created.text()), Optional.empty());
  }

  TokenListView refusing(String sentence) {
    return new TokenListView(rows, Optional.empty(), Optional.of(sentence));
  }
}
