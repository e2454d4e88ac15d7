package io.sonde.store.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.request.RequestKey;
import io.sonde.search.space.Configuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Changes as the words and JSON texts in which they are kept. This is the format of stored data: it
 * is written out here, so that renaming something in the code cannot alter it.
 */
final class ChangeCodec {
  private ChangeCodec() {}

  static String kind(Change change) {
    if (change instanceof Change.SweepBecame) {
      return "sweep_became";
    } else if (change instanceof Change.BudgetRaised) {
      return "budget_raised";
    } else if (change instanceof Change.TrialProposed) {
      return "trial_proposed";
    } else if (change instanceof Change.AttemptStarted) {
      return "attempt_started";
    } else if (change instanceof Change.Reported) {
      return "reported";
    } else if (change instanceof Change.AttemptEnded) {
      return "attempt_ended";
    } else if (change instanceof Change.TrialBecame) {
      return "trial_became";
    } else if (change instanceof Change.TrialToStop) {
      return "trial_to_stop";
    } else if (change instanceof Change.SweepToCancel) {
      return "sweep_to_cancel";
    }
    throw new IllegalArgumentException("No word for the change " + change);
  }

  static String write(Change change) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (change instanceof Change.SweepBecame c) {
      fields.put("state", c.state().word());
      fields.put("reason", c.reason());
    } else if (change instanceof Change.BudgetRaised c) {
      fields.put("trials", c.trials());
      c.asked().ifPresent(request -> put(fields, request));
    } else if (change instanceof Change.TrialProposed c) {
      fields.put("trial", c.trial());
      fields.put("tree", c.configuration().tree());
      fields.put("values", c.configuration().values());
      fields.put("known", c.known());
      fields.put("parent", c.parent().isPresent() ? c.parent().getAsInt() : null);
      c.asked().ifPresent(request -> put(fields, request));
    } else if (change instanceof Change.AttemptStarted c) {
      fields.put("attempt", c.attempt().toString());
      fields.put("devices", c.devices());
      fields.put("log", c.log());
      fields.put("after", c.after().isPresent() ? c.after().getAsInt() : null);
      c.asked().ifPresent(key -> fields.put("asked", key));
    } else if (change instanceof Change.Reported c) {
      fields.put("attempt", c.attempt().toString());
      fields.put("step", c.report().step());
      fields.put("metrics", c.report().metrics());
      fields.put("decision", c.verdict().decision().word());
      fields.put("reason", c.verdict().reason());
    } else if (change instanceof Change.AttemptEnded c) {
      fields.put("attempt", c.attempt().toString());
      fields.put("cause", c.cause().word());
      fields.put("reason", c.reason());
    } else if (change instanceof Change.TrialBecame c) {
      fields.put("trial", c.trial());
      fields.put("state", c.state().word());
      fields.put("reason", c.reason());
      fields.put("value", c.value().isPresent() ? c.value().getAsDouble() : null);
      fields.put("best_step", c.bestStep().isPresent() ? c.bestStep().getAsInt() : null);
      fields.put("metrics", c.metrics());
    } else if (change instanceof Change.TrialToStop c) {
      fields.put("trial", c.trial());
      fields.put("reason", c.reason());
    } else if (change instanceof Change.SweepToCancel c) {
      fields.put("reason", c.reason());
    }
    return Json.write(fields);
  }

  private static void put(Map<String, @Nullable Object> fields, RequestKey request) {
    fields.put("asked", request.key());
    fields.put("digest", request.digest());
  }

  static Change read(String kind, String json) {
    Fields fields = new Fields(Json.tree(json));
    return switch (kind) {
      case "sweep_became" ->
          new Change.SweepBecame(Words.sweepState(fields.word("state")), fields.word("reason"));
      case "budget_raised" -> new Change.BudgetRaised(fields.whole("trials"), fields.request());
      case "trial_proposed" ->
          new Change.TrialProposed(
              fields.whole("trial"),
              new Configuration(fields.tree("tree"), fields.tree("values")),
              fields.numbers("known"),
              fields.wholeIfAny("parent"),
              fields.request());
      case "attempt_started" ->
          new Change.AttemptStarted(
              fields.attempt(),
              fields.words("devices"),
              fields.word("log"),
              fields.wholeIfAny("after"),
              fields.wordIfAny("asked"));
      case "reported" ->
          new Change.Reported(
              fields.attempt(),
              new Report(fields.whole("step"), fields.numbers("metrics")),
              new Verdict(fields.decision(), fields.word("reason")));
      case "attempt_ended" ->
          new Change.AttemptEnded(
              fields.attempt(), Cause.of(fields.word("cause")), fields.word("reason"));
      case "trial_became" -> fields.trialBecame();
      case "trial_to_stop" -> new Change.TrialToStop(fields.whole("trial"), fields.word("reason"));
      case "sweep_to_cancel" -> new Change.SweepToCancel(fields.word("reason"));
      default -> throw new IllegalStateException("The database holds an unknown event: " + kind);
    };
  }

  /** Typed reading of a stored change. */
  private record Fields(Map<String, Object> tree) {
    String word(String key) {
      return String.valueOf(tree.get(key));
    }

    Optional<String> wordIfAny(String key) {
      return Optional.ofNullable(tree.get(key)).map(String::valueOf);
    }

    Optional<RequestKey> request() {
      return wordIfAny("asked").map(key -> new RequestKey(key, word("digest")));
    }

    int whole(String key) {
      return Math.toIntExact(((Number) present(key)).longValue());
    }

    OptionalInt wholeIfAny(String key) {
      return tree.get(key) == null ? OptionalInt.empty() : OptionalInt.of(whole(key));
    }

    AttemptId attempt() {
      return AttemptId.parse(word("attempt"));
    }

    Decision decision() {
      return Decision.valueOf(word("decision").toUpperCase(Locale.ROOT));
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> tree(String key) {
      return (Map<String, Object>) present(key);
    }

    @SuppressWarnings("unchecked")
    List<String> words(String key) {
      return List.copyOf((List<String>) present(key));
    }

    Map<String, Double> numbers(String key) {
      Map<String, Double> numbers = new LinkedHashMap<>();
      tree(key).forEach((name, value) -> numbers.put(name, number(value)));
      return numbers;
    }

    Change.TrialBecame trialBecame() {
      boolean hasValue = tree.get("value") != null;
      return new Change.TrialBecame(
          whole("trial"),
          Words.trialState(word("state")),
          word("reason"),
          hasValue ? OptionalDouble.of(number(present("value"))) : OptionalDouble.empty(),
          wholeIfAny("best_step"),
          numbers("metrics"));
    }

    private Object present(String key) {
      Object value = tree.get(key);
      if (value == null) {
        throw new IllegalStateException("The database holds an event without " + key + ": " + tree);
      }
      return value;
    }

    /** NaN and the infinities stand as strings. */
    private static double number(Object value) {
      return value instanceof Number number
          ? number.doubleValue()
          : Double.parseDouble(String.valueOf(value));
    }
  }
}
