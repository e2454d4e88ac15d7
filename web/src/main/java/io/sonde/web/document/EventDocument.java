package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.event.Change;
import io.sonde.search.event.Change.AttemptEnded;
import io.sonde.search.event.Change.AttemptStarted;
import io.sonde.search.event.Change.BudgetRaised;
import io.sonde.search.event.Change.Reported;
import io.sonde.search.event.Change.SweepBecame;
import io.sonde.search.event.Change.SweepToCancel;
import io.sonde.search.event.Change.TrialBecame;
import io.sonde.search.event.Change.TrialProposed;
import io.sonde.search.event.Change.TrialToStop;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.report.AttemptId;
import java.util.OptionalInt;

/** An event of a sweep as JSON: its place in the order, its kind, and what it changes. */
public final class EventDocument {
  private EventDocument() {}

  /** The event; its {@code type} is that of {@link #type}. */
  public static ObjectNode of(SweepEvent event) {
    ObjectNode node = Json.object();
    node.put("sequence", event.sequence());
    node.put("sweep", event.sweep());
    node.put("at", Json.time(event.at()));
    node.put("type", type(event.change()));
    Change change = event.change();
    if (change instanceof SweepBecame became) {
      node.put("state", became.state().word()).put("reason", became.reason());
    } else if (change instanceof BudgetRaised raised) {
      node.put("budget", raised.trials());
    } else if (change instanceof TrialProposed proposed) {
      put(node, proposed);
    } else if (change instanceof AttemptStarted started) {
      put(node, started.attempt());
      ArrayNode devices = node.putArray("devices");
      started.devices().forEach(devices::add);
    } else if (change instanceof Reported reported) {
      put(node, reported);
    } else if (change instanceof AttemptEnded ended) {
      put(node, ended.attempt());
      node.put("cause", ended.cause().word()).put("reason", ended.reason());
    } else if (change instanceof TrialBecame became) {
      put(node, became);
    } else if (change instanceof TrialToStop asked) {
      node.put("trial", asked.trial()).put("reason", asked.reason());
    } else if (change instanceof SweepToCancel asked) {
      node.put("reason", asked.reason());
    }
    return node;
  }

  /** The word for the kind of a change, such as {@code reported}. */
  public static String type(Change change) {
    if (change instanceof SweepBecame) {
      return "sweep_became";
    } else if (change instanceof BudgetRaised) {
      return "budget_raised";
    } else if (change instanceof TrialProposed) {
      return "trial_proposed";
    } else if (change instanceof AttemptStarted) {
      return "attempt_started";
    } else if (change instanceof Reported) {
      return "reported";
    } else if (change instanceof AttemptEnded) {
      return "attempt_ended";
    } else if (change instanceof TrialToStop) {
      return "trial_to_stop";
    } else if (change instanceof SweepToCancel) {
      return "sweep_to_cancel";
    }
    return "trial_became";
  }

  /** The trial that a change concerns; empty when it concerns the sweep. */
  public static OptionalInt trial(Change change) {
    if (change instanceof TrialProposed proposed) {
      return OptionalInt.of(proposed.trial());
    } else if (change instanceof AttemptStarted started) {
      return OptionalInt.of(started.attempt().trial());
    } else if (change instanceof Reported reported) {
      return OptionalInt.of(reported.attempt().trial());
    } else if (change instanceof AttemptEnded ended) {
      return OptionalInt.of(ended.attempt().trial());
    } else if (change instanceof TrialBecame became) {
      return OptionalInt.of(became.trial());
    } else if (change instanceof TrialToStop asked) {
      return OptionalInt.of(asked.trial());
    }
    return OptionalInt.empty();
  }

  private static void put(ObjectNode node, AttemptId attempt) {
    node.put("trial", attempt.trial()).put("attempt", attempt.number());
  }

  private static void put(ObjectNode node, TrialProposed proposed) {
    node.put("trial", proposed.trial());
    node.set("config", Json.tree(proposed.configuration().tree()));
    node.set("parameters", Json.tree(proposed.configuration().values()));
    node.set("known", Json.tree(proposed.known()));
    OptionalInt parent = proposed.parent();
    node.put("parent", parent.isPresent() ? parent.getAsInt() : null);
  }

  private static void put(ObjectNode node, Reported reported) {
    put(node, reported.attempt());
    node.put("step", reported.report().step());
    node.set("metrics", Json.tree(reported.report().metrics()));
    node.put("decision", reported.verdict().decision().word());
    node.put("reason", reported.verdict().reason());
  }

  private static void put(ObjectNode node, TrialBecame became) {
    node.put("trial", became.trial());
    node.put("state", became.state().word());
    node.put("reason", became.reason());
    node.put("value", became.value().isPresent() ? became.value().getAsDouble() : null);
    node.put("best_step", became.bestStep().isPresent() ? became.bestStep().getAsInt() : null);
    node.set("metrics", Json.tree(became.metrics()));
  }
}
