package io.sonde.web.page;

import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.steering.NotAllowedException;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Work;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The page on which a configuration is named that a sweep is to try, from scratch or from a trial.
 */
public final class EnqueuePages {
  private static final int BODY_BYTES = 256 * 1024;
  private static final String PAGE = "/sweeps/:sweep/enqueue";

  private final SweepReader reader;
  private final SweepControl control;
  private final EditorFrame frame;

  /** Between these ports and browsers. */
  public EnqueuePages(SweepReader reader, SweepControl control, Templates templates, Work work) {
    this.reader = reader;
    this.control = control;
    this.frame = new EditorFrame("enqueue", templates, work);
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router.get(PAGE).handler(this::begin);
    router
        .post(PAGE)
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES))
        .handler(this::sent);
  }

  private void begin(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    int from = Parameters.query(context, "from", 0, Integer.MAX_VALUE, -1);
    frame.show(
        context,
        () -> {
          SweepRow row = find(sweep);
          String text = from < 0 ? best(row) : ValuesText.of(trial(sweep, from).values());
          return page(row, text, CandidateView.NONE, from);
        });
  }

  /** The values of the best trial, which one most often wants to change a little. */
  private String best(SweepRow row) {
    OptionalInt best = row.best();
    return best.isEmpty() ? "" : ValuesText.of(trial(row.number(), best.getAsInt()).values());
  }

  private TrialRow trial(int sweep, int trial) {
    return reader.trial(sweep, trial).orElseThrow(() -> HttpProblem.noTrial(sweep, trial));
  }

  private SweepRow find(int sweep) {
    return reader.sweep(sweep).orElseThrow(() -> HttpProblem.noSweep(sweep));
  }

  private void sent(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    String values =
        Optional.ofNullable(context.request().getFormAttribute("values"))
            .orElse("")
            .replace("\r\n", "\n");
    if (EditorFrame.acts(context, "enqueue")) {
      frame.act(context, () -> enqueue(find(sweep), values));
    } else {
      frame.check(
          context,
          () -> Map.of("candidate", candidate(find(sweep).number(), values)),
          () -> page(find(sweep), values, candidate(sweep, values), -1));
    }
  }

  private CandidateView candidate(int sweep, String values) {
    try {
      return CandidateView.of(control.check(sweep, values));
    } catch (SpecException e) {
      return CandidateView.of(e);
    }
  }

  private EditorFrame.Outcome enqueue(SweepRow row, String values) {
    try {
      int trial = control.enqueue(row.number(), values, "asked for in the browser");
      return EditorFrame.Outcome.made(SteeringRoutes.page(row.number(), trial));
    } catch (SpecException e) {
      return EditorFrame.Outcome.wrong(page(row, values, CandidateView.of(e), -1));
    } catch (NotAllowedException e) {
      // Said beside what was typed, which an error page would lose.
      Problem why = new Problem(0, 0, "", String.valueOf(e.getMessage()));
      CandidateView refused = CandidateView.of(new SpecException(List.of(why)));
      return EditorFrame.Outcome.wrong(page(row, values, refused, -1));
    }
  }

  private Map<String, Object> page(SweepRow row, String values, CandidateView candidate, int from) {
    return Map.of(
        "sweep",
        row.number(),
        "experiment",
        row.experiment(),
        "values",
        values,
        "candidate",
        candidate,
        "from",
        from,
        "searched",
        control.searched(row.number()));
  }
}
