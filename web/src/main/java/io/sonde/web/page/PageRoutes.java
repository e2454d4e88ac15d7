package io.sonde.web.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.history.Direction;
import io.sonde.search.port.AnalysisReader;
import io.sonde.search.port.ArtifactReader;
import io.sonde.search.port.InsightReader;
import io.sonde.search.port.NoteStore;
import io.sonde.search.port.NoteStore.Subject;
import io.sonde.search.port.SpaceReader;
import io.sonde.search.port.StructureReader;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.AttemptRow;
import io.sonde.search.port.SweepReader.CurvePoint;
import io.sonde.search.port.SweepReader.HistoryPoint;
import io.sonde.search.port.SweepReader.SweepQuery;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.space.Parameter;
import io.sonde.search.space.Space;
import io.sonde.web.access.Caller;
import io.sonde.web.access.SeenSweeps;
import io.sonde.web.api.SweepQueries;
import io.sonde.web.api.TrialQueries;
import io.sonde.web.document.Json;
import io.sonde.web.document.LogTail;
import io.sonde.web.document.TrialColumn;
import io.sonde.web.document.TrialDocument;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.sonde.web.markdown.Markdown;
import io.sonde.web.port.DeviceDesk;
import io.sonde.web.port.Role;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages, and the parts of them that are asked for again while they are open. Whatever is shown
 * can be seen without scripts; scripts keep it up to date.
 */
public final class PageRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(PageRoutes.class);
  private static final int HISTORY_POINTS = 600;
  private static final int MOST_SHOWN_AT_ONCE = 200;
  private static final int WARM_UPS = 20;
  private static final TrialQuery USUAL_TRIALS =
      new TrialQuery(Set.of(), "value", false, 0, TrialTableView.PAGE);
  private static final int CURVE_POINTS = 500;
  private static final int LOG_BYTES = 64 * 1024;

  /** The ids of the parts; a template has a fragment of each such name. */
  private static final Set<String> PARTS =
      Set.of(
          "sweeps",
          "overview",
          "insights",
          "trials",
          "history",
          "timeline",
          "timeline-table",
          "steer",
          "curves");

  /** The last event that a page knows of when it asks for a part of itself. */
  private static final String HEARD = "Sonde-Heard";

  private final SweepReader reader;
  private final InsightReader insights;
  private final SpaceReader spaces;
  private final AnalysisReader analysis;
  private final StructureReader structures;
  private final ArtifactReader artifacts;
  private final DeviceDesk devices;
  private final NoteStore notes;
  private final Markdown markdown = new Markdown();
  private final Clock clock;
  private final Templates templates;
  private final SharedParts shared;
  private final Work work;

  /** Between the readers and browsers. */
  public PageRoutes(
      SweepReader reader,
      InsightReader insights,
      SpaceReader spaces,
      AnalysisReader analysis,
      StructureReader structures,
      ArtifactReader artifacts,
      DeviceDesk devices,
      NoteStore notes,
      Clock clock,
      Templates templates,
      Work work) {
    this.reader = reader;
    this.insights = insights;
    this.spaces = spaces;
    this.analysis = analysis;
    this.structures = structures;
    this.artifacts = artifacts;
    this.devices = devices;
    this.notes = notes;
    this.clock = clock;
    this.templates = templates;
    this.shared = new SharedParts(work, reader::lastSequence, System::nanoTime);
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router.get("/").handler(this::list);
    router.get("/sweeps").handler(context -> context.redirect("/"));
    router.get("/sweeps/:sweep").handler(this::sweep);
    router.get("/sweeps/:sweep/trials/:trial").handler(this::trial);
  }

  /**
   * Makes the list of the sweeps and the page of the newest one some times for nobody: a program
   * that has just begun is slow, and the first who looks should not wait for it.
   */
  public void warmUp() {
    List<SweepRow> newest = reader.sweeps(0, 1).rows();
    for (int time = 0; time < WARM_UPS; time++) {
      Instant now = clock.instant();
      warm("sweeps", Map.of("view", SweepListView.read(reader, SweepQuery.ALL, 0, now)));
      for (SweepRow row : newest) {
        TrialTableView.Asked asked = asked(row, USUAL_TRIALS, Optional.empty());
        warm("sweep", wholePage(row, asked, true, ""));
      }
    }
  }

  private void warm(String template, Map<String, Object> model) {
    String unseen = templates.fill(Viewer.NOBODY, template, model);
    LOG.debug("the page of nobody took {} characters", unseen.length());
  }

  private void list(RoutingContext context) {
    int offset = Parameters.query(context, "offset", 0, Integer.MAX_VALUE, 0);
    SweepQuery query = SweepQueries.of(context);
    SweepReader seen = SeenSweeps.by(Caller.of(context), reader);
    show(
        context,
        "sweeps",
        () -> Map.of("view", SweepListView.read(seen, query, offset, clock.instant())));
  }

  private void sweep(RoutingContext context) {
    int number = Parameters.number(context, "sweep");
    show(context, "sweep", () -> sweepModel(context, find(number)));
  }

  /** What the page needs, or the part of it that is asked for. */
  private Map<String, Object> sweepModel(RoutingContext context, SweepRow row) {
    Instant now = clock.instant();
    return switch (part(context)) {
      case "overview" -> Map.of("view", SweepView.of(reader, row, now));
      case "insights" -> Map.of("insights", insights(row), "later", false);
      case "trials" -> Map.of("table", TrialTableView.read(reader, row, asked(context, row), now));
      case "steer" -> Map.of("steer", SteerView.of(reader, row));
      case "timeline" -> timelinePart(row, now, false);
      case "timeline-table" -> timelinePart(row, now, true);
      case "history" ->
          Map.of("history", Optional.of(historyTable(row, history(row))), "tabled", "");
      default -> {
        boolean later = manyTrials(row) && !Parameters.flag(context, "learn");
        // A table of what is drawn comes when it is opened: most of the page would be tables.
        String tabled = Parameters.text(context, "table").orElse("");
        yield wholePage(row, asked(context, row), later, tabled);
      }
    };
  }

  private Map<String, Object> wholePage(
      SweepRow row, TrialTableView.Asked asked, boolean later, String tabled) {
    Instant now = clock.instant();
    long sequence = reader.lastSequence();
    List<HistoryPoint> history = history(row);
    ObjectNode data = TrialDocument.history(row.number(), history);
    data.put("metric", row.metric()).put("direction", row.direction().word());
    data.put("sequence", sequence);
    Map<String, Object> model = new HashMap<>();
    model.put("view", SweepView.of(reader, row, now));
    model.put("steer", SteerView.of(reader, row));
    model.put("note", note(Subject.of(row.number())));
    model.put("table", TrialTableView.read(reader, row, asked, now));
    model.put("later", later);
    model.put("timeline", later ? Optional.empty() : timeline(row, now));
    model.put("insights", later ? Optional.empty() : insights(row));
    model.put("data", script(data));
    model.put("picture", HistoryView.of(history, row.direction()));
    model.put("ends", HistoryView.ENDS);
    model.put("tabled", tabled);
    model.put("entries", tabled.equals("timeline"));
    boolean told = tabled.equals("history");
    model.put("history", told ? Optional.of(historyTable(row, history)) : Optional.empty());
    return model;
  }

  private Map<String, Object> timelinePart(SweepRow row, Instant now, boolean entries) {
    Optional<TimelineView> times = timeline(row, now);
    if (entries && times.isEmpty()) {
      throw HttpProblem.unknown("Sweep " + row.number() + " has no attempt yet.");
    }
    return Map.of("timeline", times, "later", false, "entries", entries, "tabled", "");
  }

  private NoteView note(Subject subject) {
    return NoteView.read(notes, subject, markdown, clock.instant());
  }

  /** Whether what was learnt, and the devices' timeline, take so long that they follow the page. */
  private static boolean manyTrials(SweepRow row) {
    return row.trials().values().stream().mapToInt(Integer::intValue).sum() > MOST_SHOWN_AT_ONCE;
  }

  /** Nothing, while nothing can be said. */
  private Optional<InsightView> insights(SweepRow row) {
    return insights
        .insights(row.number())
        .filter(learnt -> learnt.trials() > 0)
        .map(learnt -> InsightView.of(row.number(), learnt));
  }

  private Optional<TimelineView> timeline(SweepRow row, Instant now) {
    return TimelineView.of(row.number(), analysis.timeline(row.number(), TimelineView.MOST), now);
  }

  private List<HistoryPoint> history(SweepRow row) {
    return reader.history(row.number(), HISTORY_POINTS);
  }

  private static HistoryTableView historyTable(SweepRow row, List<HistoryPoint> history) {
    return HistoryTableView.of(row.number(), row.metric(), history);
  }

  private void trial(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    int trial = Parameters.number(context, "trial");
    show(context, "trial", () -> trialModel(context, find(sweep), trial));
  }

  private Map<String, Object> trialModel(RoutingContext context, SweepRow row, int trial)
      throws IOException {
    return switch (part(context)) {
      case "overview" ->
          Map.of(
              "view", trialView(row, trial),
              "held", held(row.number(), trial),
              "artifacts", artifacts(row.number(), trial));
      case "curves" -> Map.of("curves", CurveTableView.of(curves(row, trial)));
      default -> {
        long sequence = reader.lastSequence();
        TrialView view = trialView(row, trial);
        Map<String, List<CurvePoint>> curves = curves(row, trial);
        ObjectNode data = Json.object().put("sweep", row.number()).put("trial", trial);
        data.put("sequence", sequence).put("attempt", view.attempts().size());
        data.set("curves", TrialDocument.curves(curves));
        yield Map.of(
            "view", view,
            "held", held(row.number(), trial),
            "structured", structures.structured(row.number()),
            "artifacts", artifacts(row.number(), trial),
            "note", note(Subject.of(row.number(), trial)),
            "curves", CurveTableView.of(curves),
            "log", log(row.number(), trial),
            "data", script(data));
      }
    };
  }

  private TrialView trialView(SweepRow row, int trial) {
    return TrialView.read(reader, row, trial, clock.instant())
        .orElseThrow(() -> HttpProblem.noTrial(row.number(), trial));
  }

  private List<DeviceView> held(int sweep, int trial) {
    return DeviceView.heldBy(sweep, trial, devices, clock.instant());
  }

  private List<ArtifactView> artifacts(int sweep, int trial) throws IOException {
    return ArtifactView.of(sweep, trial, artifacts.artifacts(sweep, trial), clock.instant());
  }

  private Map<String, List<CurvePoint>> curves(SweepRow row, int trial) {
    return reader.curves(row.number(), trial, CURVE_POINTS);
  }

  /** The end of the last attempt's log, without the colours of terminals. */
  private String log(int sweep, int trial) {
    List<AttemptRow> attempts = reader.attempts(sweep, trial);
    return attempts.stream()
        .reduce((first, second) -> second)
        .filter(attempt -> !attempt.log().isEmpty())
        .flatMap(attempt -> LogTail.of(Path.of(attempt.log()), LOG_BYTES))
        .map(tail -> tail.text().replaceAll("\\u001B\\[[0-9;?]*[ -/]*[@-~]", ""))
        .orElse("");
  }

  private SweepRow find(int number) {
    return reader.sweep(number).orElseThrow(() -> HttpProblem.noSweep(number));
  }

  /** The best first, unless something else is asked for. */
  private TrialTableView.Asked asked(RoutingContext context, SweepRow row) {
    boolean largestFirst = row.direction() == Direction.MAXIMIZE;
    return asked(
        row,
        TrialQueries.of(context, TrialTableView.PAGE, "value", largestFirst),
        TrialQueries.columns(context));
  }

  private TrialTableView.Asked asked(
      SweepRow row, TrialQuery query, Optional<List<TrialColumn>> columns) {
    List<String> searched =
        spaces.space(row.number()).map(Space::parameters).orElse(List.of()).stream()
            .map(Parameter::path)
            .toList();
    return new TrialTableView.Asked(query, columns, searched);
  }

  /** The part of a page that a script wants to replace; empty for the page. */
  private static String part(RoutingContext context) {
    String target = context.request().getHeader("HX-Target");
    return target != null && PARTS.contains(target) ? target : "";
  }

  private void show(RoutingContext context, String page, Callable<Map<String, Object>> read) {
    String part = part(context);
    String template = part.isEmpty() ? page : page + " :: " + part;
    Callable<String> make = () -> templates.fill(context, template, read.call());
    Consumer<String> answer = text -> Replies.send(context, 200, "text/html; charset=utf-8", text);
    OptionalLong heard = Parameters.header(context, HEARD);
    // Models of a large sweep take seconds, which many viewers had better not wait on a thread
    // each.
    if (part.isEmpty() || (heard.isEmpty() && !part.equals("insights"))) {
      work.run(context, make, answer);
    } else {
      Watched watched = Watched.of(context, template);
      work.await(context, shared.get(watched, heard.orElse(0), make), answer);
    }
  }

  /** To all of whom this is the same, the same part is shown. */
  private record Watched(String address, String part, Role role, Optional<Set<String>> projects) {
    static Watched of(RoutingContext context, String part) {
      Caller caller = Caller.of(context);
      return new Watched(context.request().uri(), part, caller.role(), caller.projects());
    }
  }

  /** JSON that can stand within a script element. */
  private static String script(ObjectNode data) {
    return Json.text(data).replace("<", "\\u003c");
  }
}
