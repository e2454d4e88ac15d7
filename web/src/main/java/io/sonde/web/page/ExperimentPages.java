package io.sonde.web.page;

import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.ExperimentRow;
import io.sonde.search.port.SweepReader.Page;
import io.sonde.search.port.SweepReader.SweepQuery;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.VersionRow;
import io.sonde.web.access.Caller;
import io.sonde.web.access.SeenSweeps;
import io.sonde.web.document.LineDiff;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The experiments, and one of them: the versions of its spec, what changed, its sweeps. */
public final class ExperimentPages {
  private static final String PAGE = "/experiments";
  private static final int LISTED = 50;
  private static final int SWEEPS = 100;
  private final SweepReader reader;
  private final Clock clock;
  private final Templates templates;
  private final Work work;

  /** Between the reader and browsers. */
  public ExperimentPages(SweepReader reader, Clock clock, Templates templates, Work work) {
    this.reader = reader;
    this.clock = clock;
    this.templates = templates;
    this.work = work;
  }

  /** An experiment in the list. */
  public record ExperimentView(String name, String address, String versions, String sweeps) {
    static ExperimentView of(ExperimentRow row) {
      return new ExperimentView(
          row.name(),
          ExperimentPages.address(row.name()),
          Figures.count(row.versions(), "version"),
          Figures.count(row.sweeps(), "sweep"));
    }
  }

  /** A version of a spec. */
  public record VersionView(int version, String sweeps, int first, TimeView created) {
    static VersionView of(VersionRow row, Instant now) {
      return new VersionView(
          row.version(),
          Figures.count(row.sweeps(), "sweep"),
          row.first(),
          TimeView.of(row.created(), now));
    }
  }

  /**
   * That there are more sweeps than the page shows.
   *
   * @param shown such as {@code the newest 100 of 113}
   * @param address where all of them are listed
   */
  public record MoreView(String shown, String address) {
    /** Nothing where the page shows all of them. */
    static Optional<MoreView> of(String experiment, Page<SweepRow> sweeps) {
      int shown = sweeps.rows().size();
      String words = "the newest " + shown + " of " + Figures.number(sweeps.total());
      return sweeps.total() > shown
          ? Optional.of(new MoreView(words, SweepListView.address(experiment)))
          : Optional.empty();
    }
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router.get(PAGE).handler(this::show);
  }

  static String address(String experiment) {
    return PAGE + "?name=" + URLEncoder.encode(experiment, StandardCharsets.UTF_8);
  }

  private void show(RoutingContext context) {
    Optional<String> name = Parameters.text(context, "name");
    int offset = Parameters.query(context, "offset", 0, Integer.MAX_VALUE, 0);
    int from = Parameters.query(context, "from", 1, Integer.MAX_VALUE, 0);
    int to = Parameters.query(context, "to", 1, Integer.MAX_VALUE, 0);
    SweepReader seen = SeenSweeps.by(Caller.of(context), reader);
    work.run(
        context,
        () ->
            name.isPresent()
                ? one(context, seen, name.get(), from, to)
                : list(context, seen, offset),
        text -> Replies.send(context, 200, "text/html; charset=utf-8", text));
  }

  private String list(RoutingContext context, SweepReader seen, int offset) {
    Page<ExperimentRow> page = seen.experiments(SweepQuery.ALL, offset, LISTED);
    Map<String, Object> model = new HashMap<>();
    model.put("rows", page.rows().stream().map(ExperimentView::of).toList());
    model.put("pager", PagerView.of(offset, LISTED, page.total(), o -> PAGE + "?offset=" + o));
    return templates.fill(context, "experiments", model);
  }

  /** With what changed from one version to another; by default the last two. */
  private String one(RoutingContext context, SweepReader seen, String name, int from, int to) {
    SweepQuery query = SweepQuery.of(name);
    List<VersionRow> versions = seen.versions(query);
    if (versions.isEmpty()) {
      throw HttpProblem.unknown("There is no sweep of an experiment '" + name + "' here.");
    }
    VersionRow newer = to == 0 ? versions.get(0) : version(versions, name, to);
    VersionRow older =
        from == 0
            ? versions.get(Math.min(versions.size() - 1, versions.indexOf(newer) + 1))
            : version(versions, name, from);
    Instant now = clock.instant();
    Map<String, Object> model = new HashMap<>();
    model.put("name", name);
    model.put("versions", versions.stream().map(row -> VersionView.of(row, now)).toList());
    model.put("from", older.version());
    model.put("to", newer.version());
    model.put("lines", LineDiff.between(spec(seen, older), spec(seen, newer)));
    Page<SweepRow> sweeps = seen.sweeps(query, 0, SWEEPS);
    model.put("sweeps", SweepListView.rows(sweeps.rows(), now));
    model.put("more", MoreView.of(name, sweeps));
    return templates.fill(context, "experiment", model);
  }

  private static VersionRow version(List<VersionRow> versions, String name, int number) {
    return versions.stream()
        .filter(row -> row.version() == number)
        .findFirst()
        .orElseThrow(
            () -> HttpProblem.unknown("'" + name + "' has no version " + number + " here."));
  }

  private static String spec(SweepReader seen, VersionRow version) {
    return seen.specText(version.first()).orElse("");
  }
}
