package io.sonde.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.NoteStore;
import io.sonde.search.port.NoteStore.Note;
import io.sonde.search.port.NoteStore.Subject;
import io.sonde.search.port.SweepReader;
import io.sonde.web.document.Json;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.JsonBody;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.sonde.web.markdown.Markdown;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notes on sweeps and trials: {@code …/note}, each with its version as its ETag. */
public final class NoteRoutes {
  private static final int BODY_BYTES = 512 * 1024;
  private static final Pattern TAG = Pattern.compile("\"(\\d{1,9})\"");
  private final SweepReader reader;
  private final NoteStore notes;
  private final Clock clock;
  private final Work work;
  private final Markdown markdown = new Markdown();

  /** Between these ports and HTTP. */
  public NoteRoutes(SweepReader reader, NoteStore notes, Clock clock, Work work) {
    this.reader = reader;
    this.notes = notes;
    this.clock = clock;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES);
    for (String subject :
        new String[] {"/api/v1/sweeps/:sweep/note", "/api/v1/sweeps/:sweep/trials/:trial/note"}) {
      router.get(subject).handler(this::read);
      router.put(subject).handler(body).handler(this::write);
    }
  }

  private void read(RoutingContext context) {
    Subject subject = subject(context);
    work.run(
        context,
        () -> {
          require(reader, subject);
          return Shown.of(notes.note(subject), markdown);
        },
        shown -> answer(context, shown));
  }

  private void write(RoutingContext context) {
    Subject subject = subject(context);
    int version = version(context);
    String text =
        checked(
            JsonBody.of(context, "text")
                .text("text")
                .orElseThrow(() -> HttpProblem.invalid("'text' is needed; empty for no note.")));
    work.run(
        context,
        () -> {
          require(reader, subject);
          return Shown.of(notes.write(subject, version, text, clock.instant()), markdown);
        },
        shown -> answer(context, shown));
  }

  private record Shown(Note note, String html) {
    static Shown of(Note note, Markdown markdown) {
      return new Shown(note, markdown.html(note.text()));
    }
  }

  private static void answer(RoutingContext context, Shown shown) {
    Note note = shown.note();
    ObjectNode node = Json.object().put("version", note.version()).put("text", note.text());
    node.put("html", shown.html());
    node.put("changed", note.changed().map(Json::time).orElse(null));
    context.response().putHeader(HttpHeaders.ETAG, "\"" + note.version() + "\"");
    Replies.json(context, 200, node);
  }

  /** The version that the writer has read. */
  private static int version(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.IF_MATCH);
    if (header == null) {
      throw new HttpProblem(
          428,
          "PRECONDITION",
          "The header 'If-Match' is needed: the ETag of the note as it was read, so that nobody's"
              + " words are lost.");
    }
    Matcher tag = TAG.matcher(header);
    if (!tag.matches()) {
      throw HttpProblem.invalid("'If-Match' is to be an ETag such as \"3\", got " + header + ".");
    }
    return Integer.parseInt(tag.group(1));
  }

  /** The subject that an address names. */
  public static Subject subject(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    return context.pathParam("trial") == null
        ? Subject.of(sweep)
        : Subject.of(sweep, Parameters.number(context, "trial"));
  }

  /** Throws {@link HttpProblem} where there is no such sweep or trial. */
  public static void require(SweepReader reader, Subject subject) {
    if (subject.trial().isPresent()) {
      TrialControlRoutes.require(reader, subject.sweep(), subject.trial().getAsInt());
    } else {
      ControlRoutes.require(reader, subject.sweep());
    }
  }

  /** Throws {@link HttpProblem} for a text that is too long. */
  public static String checked(String text) {
    if (text.length() > NoteStore.LONGEST) {
      throw HttpProblem.invalid(
          "A note has at most "
              + NoteStore.LONGEST
              + " characters, this one has "
              + text.length()
              + ".");
    }
    return text;
  }
}
