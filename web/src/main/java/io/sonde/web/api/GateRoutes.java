package io.sonde.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.event.SweepState;
import io.sonde.search.gate.Gate;
import io.sonde.search.gate.GateRules;
import io.sonde.search.gate.GateSide;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepQuery;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.web.document.GateDocument;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** Decides from a sweep's outcome, against that of an earlier one. */
public final class GateRoutes {
  private static final int PAGE = 100;
  private final SweepReader reader;
  private final Work work;

  /** Between the reader and HTTP. */
  public GateRoutes(SweepReader reader, Work work) {
    this.reader = reader;
    this.work = work;
  }

  /** Adds the route. */
  public void addTo(Router router) {
    router.get("/api/v1/sweeps/:sweep/gate").handler(this::gate);
  }

  private void gate(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    int baseline = Parameters.query(context, "baseline", 1, Integer.MAX_VALUE, 0);
    String branch = Parameters.text(context, "baseline_branch").orElse("main");
    GateRules rules = rules(context);
    work.run(
        context,
        () -> decide(sweep, baseline, branch, rules),
        document -> Replies.json(context, 200, document));
  }

  private static GateRules rules(RoutingContext context) {
    try {
      return new GateRules(
          Parameters.real(context, "margin", 0), Parameters.real(context, "confidence", 0.95));
    } catch (IllegalArgumentException e) {
      throw HttpProblem.invalid(String.valueOf(e.getMessage()));
    }
  }

  private ObjectNode decide(int sweep, int baseline, String branch, GateRules rules) {
    SweepRow row = ended(sweep);
    if (row.objectives().size() > 1) {
      throw new HttpProblem(
          409,
          "SEVERAL_OBJECTIVES",
          "Sweep "
              + sweep
              + " has "
              + row.objectives().size()
              + " objectives; a gate decides about sweeps of one.");
    }
    SweepRow other = baseline > 0 ? ended(baseline) : newest(row, branch);
    if (other.number() == sweep) {
      throw HttpProblem.invalid("A sweep cannot be its own baseline.");
    }
    if (!other.objectives().equals(row.objectives())) {
      throw new HttpProblem(
          409,
          "OTHER_OBJECTIVE",
          "Sweep "
              + sweep
              + " searches to "
              + row.direction().word()
              + " "
              + row.metric()
              + ", but sweep "
              + other.number()
              + " to "
              + other.direction().word()
              + " "
              + other.metric()
              + "; a baseline has the same objective.");
    }
    Gate gate = new Gate(row.direction(), rules);
    return GateDocument.of(
        gate.decide(GateSide.of(reader, row), GateSide.of(reader, other)), row, rules);
  }

  private SweepRow ended(int number) {
    SweepRow row = reader.sweep(number).orElseThrow(() -> HttpProblem.noSweep(number));
    if (!row.state().ended()) {
      throw new HttpProblem(
          409,
          "NOT_ENDED",
          "Sweep "
              + number
              + " is "
              + row.state().word()
              + "; wait for its end, such as with GET /api/v1/sweeps/"
              + number
              + "?wait=60s.");
    }
    return row;
  }

  /** The newest sweep of a branch that a sweep can be compared with. */
  private SweepRow newest(SweepRow row, String branch) {
    SweepQuery query =
        new SweepQuery(Optional.of(row.experiment()), Optional.of(branch), Optional.empty());
    int offset = 0;
    List<SweepRow> page = reader.sweeps(query, offset, PAGE).rows();
    while (!page.isEmpty()) {
      Optional<SweepRow> found =
          page.stream()
              .filter(other -> other.number() != row.number())
              .filter(other -> other.state() == SweepState.COMPLETED)
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      offset += PAGE;
      page = reader.sweeps(query, offset, PAGE).rows();
    }
    throw new HttpProblem(
        409,
        "NO_BASELINE",
        "No other completed sweep of the experiment '"
            + row.experiment()
            + "' is on the branch '"
            + branch
            + "'; run one there, or name a sweep with 'baseline'.");
  }
}
