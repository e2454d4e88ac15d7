package io.sonde.web.page;

import io.sonde.web.access.Auditor;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * What pages with an editor have in common: the form is sent to be checked, as one types or by a
 * button, or to be acted on; what is wrong leads back to the form, else to what came of it.
 */
final class EditorFrame {
  /** The part of the page that is asked for again while one types. */
  private static final String PART = "verdict";

  private static final String HTML = "text/html; charset=utf-8";
  private final String template;
  private final Templates templates;
  private final Work work;

  /** With the template of its page, which has a fragment for the verdict. */
  EditorFrame(String template, Templates templates, Work work) {
    this.template = template;
    this.templates = templates;
    this.work = work;
  }

  /** What came of acting: the address of what was made, or what the page shows instead. */
  record Outcome(String place, Map<String, Object> model) {
    static Outcome made(String place) {
      return new Outcome(place, Map.of());
    }

    static Outcome wrong(Map<String, Object> model) {
      return new Outcome("", model);
    }
  }

  /** Whether the form was sent to act, by the button of this word, rather than to be checked. */
  static boolean acts(RoutingContext context, String act) {
    return act.equals(context.request().getFormAttribute("act"));
  }

  /** Shows the page. */
  void show(RoutingContext context, Callable<Map<String, Object>> model) {
    work.run(
        context,
        () -> templates.fill(context, template, model.call()),
        text -> Replies.send(context, 200, HTML, text));
  }

  /**
   * Answers a check: with the verdict alone where a script asks for it, else with the page.
   *
   * @param part what the verdict needs
   * @param page what the page needs
   */
  void check(
      RoutingContext context,
      Callable<Map<String, Object>> part,
      Callable<Map<String, Object>> page) {
    Auditor.asksOnly(context);
    boolean alone = forScript(context);
    work.run(
        context,
        () ->
            alone
                ? templates.fill(context, template + " :: " + PART, part.call())
                : templates.fill(context, template, page.call()),
        text -> Replies.send(context, 200, HTML, text));
  }

  /**
   * Acts, and leads to what was made or back to the form. Where a script asks, the page with what
   * was written is left only for what was made.
   */
  void act(RoutingContext context, Callable<Outcome> act) {
    work.run(context, () -> answer(context, act.call()), answer -> answer.send(context));
  }

  private Answer answer(RoutingContext context, Outcome outcome) {
    String shown = forScript(context) ? template + " :: " + PART : template;
    return outcome.place().isEmpty()
        ? new Answer("", templates.fill(context, shown, outcome.model()))
        : new Answer(outcome.place(), "");
  }

  private static boolean forScript(RoutingContext context) {
    return PART.equals(context.request().getHeader("HX-Target"));
  }

  private record Answer(String place, String page) {
    void send(RoutingContext context) {
      if (place.isEmpty()) {
        Replies.send(context, 422, HTML, page);
        return;
      }
      Auditor.about(context, place);
      if (forScript(context)) {
        context.response().putHeader("HX-Redirect", place).end();
      } else {
        context.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, place).end();
      }
    }
  }
}
