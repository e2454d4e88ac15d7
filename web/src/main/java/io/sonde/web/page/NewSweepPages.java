package io.sonde.web.page;

import io.sonde.search.port.StartLimits;
import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepPlan;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.search.request.RequestKey;
import io.sonde.search.spec.SpecException;
import io.sonde.web.access.Caller;
import io.sonde.web.access.SeenSweeps;
import io.sonde.web.document.PlanEstimate;
import io.sonde.web.http.Failures;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Work;
import io.sonde.web.port.ExampleSpecs;
import io.sonde.web.port.ExampleSpecs.Example;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The page on which a spec is written and a sweep started. With scripts the spec is checked while
 * it is typed, without them by a button.
 */
public final class NewSweepPages {
  /** How large the form may be. */
  public static final int BODY_BYTES = 1024 * 1024;

  private static final String PAGE = "/new";

  private final SweepReader reader;
  private final SweepControl control;
  private final ExampleSpecs examples;
  private final EditorFrame frame;

  /** Between these ports and browsers. */
  public NewSweepPages(
      SweepReader reader,
      SweepControl control,
      ExampleSpecs examples,
      Templates templates,
      Work work) {
    this.reader = reader;
    this.control = control;
    this.examples = examples;
    this.frame = new EditorFrame("new", templates, work);
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
    Optional<String> example = Parameters.text(context, "example");
    int from = Parameters.query(context, "from", 1, Integer.MAX_VALUE, 0);
    SweepReader seen = SeenSweeps.by(Caller.of(context), reader);
    frame.show(
        context,
        () -> {
          List<Example> all = examples.all();
          SpecDraft draft = from > 0 ? copied(seen, from) : chosen(all, example);
          return page(draft, VerdictView.NONE, all, example.orElse(""), from);
        });
  }

  private static SpecDraft copied(SweepReader seen, int sweep) {
    return seen.asked(sweep).map(SpecDraft::of).orElseThrow(() -> HttpProblem.noSweep(sweep));
  }

  private static SpecDraft chosen(List<Example> all, Optional<String> name) {
    if (name.isEmpty() || name.get().isEmpty()) {
      return SpecDraft.small(all.stream().findFirst());
    }
    return all.stream()
        .filter(example -> example.name().equals(name.get()))
        .findFirst()
        .map(SpecDraft::of)
        .orElseThrow(() -> HttpProblem.unknown("There is no example '" + name.get() + "' here."));
  }

  private void sent(RoutingContext context) {
    SpecDraft draft = SpecDraft.sent(context.request());
    Caller caller = Caller.of(context);
    if (EditorFrame.acts(context, "start")) {
      frame.act(context, () -> start(draft, caller));
    } else {
      frame.check(
          context,
          () -> Map.of("verdict", verdict(draft, caller)),
          () -> page(draft, verdict(draft, caller)));
    }
  }

  private VerdictView verdict(SpecDraft draft, Caller caller) {
    if (draft.text().isBlank()) {
      return VerdictView.of("There is no spec yet: write one, or begin from an example.");
    }
    try {
      SweepPlan plan = control.plan(draft.request().within(caller.limits()));
      return VerdictView.of(plan, PlanEstimate.of(plan, SeenSweeps.by(caller, reader)));
    } catch (SpecException e) {
      return VerdictView.of(e);
    } catch (HttpProblem | StartLimits.Exceeded e) {
      return VerdictView.of(String.valueOf(e.getMessage()));
    }
  }

  /** Begins a sweep; a form that is sent twice begins one only. */
  private EditorFrame.Outcome start(SpecDraft draft, Caller caller) {
    try {
      VerdictView verdict = verdict(draft, caller);
      if (!verdict.problems().isEmpty()) {
        return EditorFrame.Outcome.wrong(page(draft, verdict));
      }
      int sweep = control.start(draft.request().within(caller.limits()));
      return EditorFrame.Outcome.made("/sweeps/" + sweep);
    } catch (SpecException e) {
      return EditorFrame.Outcome.wrong(page(draft, VerdictView.of(e)));
    } catch (StartLimits.Exceeded | RequestKey.Reused | StoreUnavailable e) {
      // Said beside what was written, which an error page would lose.
      return EditorFrame.Outcome.wrong(page(draft, VerdictView.of(Failures.message(e))));
    }
  }

  private Map<String, Object> page(SpecDraft draft, VerdictView verdict) {
    return page(draft, verdict, examples.all(), "", 0);
  }

  private static Map<String, Object> page(
      SpecDraft draft, VerdictView verdict, List<Example> all, String example, int from) {
    return Map.of(
        "draft", draft, "verdict", verdict, "examples", all, "example", example, "from", from);
  }
}
