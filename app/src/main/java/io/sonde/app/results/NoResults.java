package io.sonde.app.results;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.home.Home;
import io.sonde.app.program.UserError;
import io.sonde.web.document.Json;
import java.io.OutputStream;

/** A home in which nothing was ever run; reading it makes nothing. */
final class NoResults implements Results {
  private final Home home;

  NoResults(Home home) {
    this.home = home;
  }

  static UserError noSweep(int sweep) {
    return UserError.wrongInput(
        "there is no sweep " + sweep + "; 'sonde list' shows those there are");
  }

  @Override
  public JsonNode list() {
    var document = Json.object();
    document.putArray("sweeps");
    return document.put("total", 0);
  }

  @Override
  public JsonNode summary(int sweep) {
    throw UserError.wrongInput(
        "there is no sweep " + sweep + ": nothing was ever run in the home " + home.folder());
  }

  @Override
  public JsonNode insights(int sweep) {
    return summary(sweep);
  }

  @Override
  public void export(int sweep, String format, OutputStream out) {
    summary(sweep);
  }

  @Override
  public void close() {}
}
