package io.sonde.web.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.gate.Gate;
import io.sonde.search.gate.GateRules;
import io.sonde.search.gate.GateSide;
import io.sonde.search.history.Objective;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.web.access.Caller;
import io.sonde.web.access.SeenSweeps;
import io.sonde.web.chart.Charts;
import io.sonde.web.document.Json;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.sonde.web.page.CompareView.VerdictView;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Sweeps side by side: {@code /compare?sweeps=3,5}. */
public final class ComparePages {
  /** As many as colours and dashes tell apart. */
  private static final int MOST = 8;

  private static final int EDF_POINTS = 400;
  private static final GateRules RULES = new GateRules(0, 0.95);

  private final SweepReader reader;
  private final Charts charts;
  private final Clock clock;
  private final Templates templates;
  private final Work work;

  /** Between the readers and browsers. */
  public ComparePages(
      SweepReader reader, Charts charts, Clock clock, Templates templates, Work work) {
    this.reader = reader;
    this.charts = charts;
    this.clock = clock;
    this.templates = templates;
    this.work = work;
  }

  /** Adds the route. */
  public void addTo(Router router) {
    router.get("/compare").handler(this::compare);
  }

  private void compare(RoutingContext context) {
    Set<Integer> numbers = numbers(context.queryParam("sweeps"));
    Optional<String> chart = Parameters.text(context, "table");
    String target = context.request().getHeader("HX-Target");
    boolean part = target != null && target.startsWith("table-");
    SweepReader seen = SeenSweeps.by(Caller.of(context), reader);
    work.run(
        context,
        () -> {
          List<SweepRow> rows = numbers.stream().map(number -> find(seen, number)).toList();
          Optional<ChartTable> table = chart.map(name -> table(rows, name));
          return part
              ? templates.fill(
                  context,
                  "analysis :: chart-table",
                  Map.of(
                      "table", table.orElseThrow(() -> HttpProblem.invalid("'table' is missing."))))
              : templates.fill(context, "compare", model(rows, table));
        },
        text -> Replies.send(context, 200, "text/html; charset=utf-8", text));
  }

  /**
   * Numbers with commas between, in the order that is asked for; where the parameter stands more
   * than once, as forms send it in the order of their boxes, the oldest sweep comes first.
   */
  private static Set<Integer> numbers(List<String> texts) {
    Set<Integer> numbers = texts.size() > 1 ? new TreeSet<>() : new LinkedHashSet<>();
    for (String text : String.join(",", texts).split(",", -1)) {
      if (text.isBlank()) {
        continue;
      }
      if (!text.strip().matches("\\d{1,9}")) {
        throw HttpProblem.invalid(
            "'sweeps' is to list numbers of sweeps with commas between, got '" + text + "'.");
      }
      numbers.add(Integer.valueOf(text.strip()));
    }
    if (numbers.size() < 2 || numbers.size() > MOST) {
      throw HttpProblem.invalid(
          "Choose 2 to "
              + MOST
              + " sweeps to compare, such as /compare?sweeps=3,5; "
              + numbers.size()
              + " were chosen.");
    }
    return numbers;
  }

  private static SweepRow find(SweepReader seen, int number) {
    return seen.sweep(number).orElseThrow(() -> HttpProblem.noSweep(number));
  }

  private Map<String, Object> model(List<SweepRow> rows, Optional<ChartTable> table) {
    CompareView view = CompareView.of(reader, rows, verdict(rows), table, clock.instant());
    ObjectNode data = Json.object().put("metric", view.metric());
    data.put("same_objective", view.sameObjective());
    ArrayNode sweeps = data.putArray("sweeps");
    rows.forEach(row -> sweeps.addObject().put("sweep", row.number()).put("name", name(row)));
    return Map.of("view", view, "data", Json.text(data).replace("<", "\\u003c"));
  }

  private static String name(SweepRow row) {
    return row.experiment() + " #" + row.number();
  }

  /** Of two sweeps the first is the baseline. */
  private Optional<VerdictView> verdict(List<SweepRow> rows) {
    if (rows.size() != 2) {
      return Optional.empty();
    }
    SweepRow baseline = rows.get(0);
    SweepRow sweep = rows.get(1);
    if (!baseline.state().ended() || !sweep.state().ended()) {
      return Optional.of(new VerdictView("no verdict yet", "Both sweeps have to be over."));
    }
    if (sweep.objectives().size() > 1 || !sweep.objectives().equals(baseline.objectives())) {
      return Optional.of(
          new VerdictView("no verdict", "A gate compares sweeps of one and the same objective."));
    }
    Gate gate = new Gate(sweep.direction(), RULES);
    return Optional.of(
        VerdictView.of(gate.decide(GateSide.of(reader, sweep), GateSide.of(reader, baseline))));
  }

  private ChartTable table(List<SweepRow> rows, String chart) {
    return switch (chart) {
      case "progress" -> ChartTable.progress(chart, rows.stream().map(this::progress).toList());
      case "distribution" ->
          ChartTable.distributions(chart, rows.stream().map(this::distribution).toList());
      default -> throw HttpProblem.unknown("There is no chart '" + chart + "' of a comparison.");
    };
  }

  private ChartTable.Of<Charts.Steps> progress(SweepRow row) {
    return new ChartTable.Of<>(name(row), charts.progress(row));
  }

  private ChartTable.Of<Charts.Edf> distribution(SweepRow row) {
    Objective objective = row.objectives().get(0);
    return new ChartTable.Of<>(name(row), charts.edf(row, objective, EDF_POINTS));
  }
}
