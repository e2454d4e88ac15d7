package io.sonde.web.page;

import io.sonde.search.port.NoteStore;
import io.sonde.search.port.NoteStore.Stale;
import io.sonde.search.port.NoteStore.Subject;
import io.sonde.search.port.SweepReader;
import io.sonde.web.api.NoteRoutes;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The form of a note. Where somebody else has written meanwhile, both texts are shown. */
public final class NotePages {
  private static final int BODY_BYTES = 512 * 1024;
  private final SweepReader reader;
  private final NoteStore notes;
  private final Clock clock;
  private final Templates templates;
  private final Work work;

  /** Between these ports and browsers. */
  public NotePages(
      SweepReader reader, NoteStore notes, Clock clock, Templates templates, Work work) {
    this.reader = reader;
    this.notes = notes;
    this.clock = clock;
    this.templates = templates;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES);
    router.post("/sweeps/:sweep/note").handler(body).handler(this::write);
    router.post("/sweeps/:sweep/trials/:trial/note").handler(body).handler(this::write);
  }

  private void write(RoutingContext context) {
    Subject subject = NoteRoutes.subject(context);
    HttpServerRequest form = context.request();
    int version = version(form.getFormAttribute("version"));
    String text =
        NoteRoutes.checked(
            Optional.ofNullable(form.getFormAttribute("text")).orElse("").replace("\r\n", "\n"));
    work.run(
        context,
        () -> {
          NoteRoutes.require(reader, subject);
          try {
            notes.write(subject, version, text, clock.instant());
            return "";
          } catch (Stale e) {
            // Who sends the same twice has no other's text before him.
            return notes.note(subject).text().equals(text) ? "" : conflict(context, subject, text);
          }
        },
        page -> answer(context, subject, page));
  }

  private static int version(@Nullable String typed) {
    if (typed != null && typed.matches("\\d{1,9}")) {
      return Integer.parseInt(typed);
    }
    throw HttpProblem.invalid("The form does not say which version of the note was read.");
  }

  private String conflict(RoutingContext context, Subject subject, String text) {
    NoteStore.Note now = notes.note(subject);
    Map<String, Object> model = new HashMap<>();
    model.put("back", NoteView.page(subject));
    model.put("version", now.version());
    model.put("theirs", now.text());
    model.put("yours", text);
    return templates.fill(context, "note", model);
  }

  private static void answer(RoutingContext context, Subject subject, String page) {
    if (page.isEmpty()) {
      String place = NoteView.page(subject) + "#note";
      context.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, place).end();
    } else {
      Replies.send(context, 409, "text/html; charset=utf-8", page);
    }
  }
}
