package io.sonde.search.stopper.halving;

import io.sonde.search.history.History;
import io.sonde.search.method.Method;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Verdict;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.stopper.evidence.LearningCurve;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous successive halving. There are rungs at {@code min}, {@code min · eta}, {@code min ·
 * eta²}, … steps, below {@code max}.
 *
 * <p>In the stopping form a trial that reaches a rung goes on when what it has reached so far is
 * among the best 1/eta of all trials that have reached this rung, and is stopped otherwise. Nobody
 * waits for others: the first to reach a rung always passes it.
 *
 * <p>In the promoting form a trial that reaches a rung is paused. Whenever there is room for a
 * trial, the best paused one of the highest rung on which it is among the best 1/eta is taken
 * further to the next rung, and only when there is none a new trial is begun. A trial that would be
 * taken further at once is not paused at all.
 *
 * <p>A trial that does not report at every step is judged by the first report at or after a rung. A
 * value that is as good as the last that passes, passes in the stopping form; in the promoting one
 * the earlier of two equals comes first. NaN, or no value at all, is the worst. With several
 * objectives trials are ordered by non-dominated sorting and crowding distance.
 *
 * <p>L. Li, K. Jamieson, A. Rostamizadeh, E. Gonina, J. Ben-Tzur, M. Hardt, B. Recht, A. Talwalkar:
 * A system for massively parallel hyperparameter tuning. MLSys 2020.
 */
public final class AshaStopper implements Stopper {
  /** A word for what a step is. */
  static final Schema RESOURCE =
      new Schema.Text("a word such as epoch", Optional.of("[a-z][a-z_]*"));

  static final String ETA =
      "each rung is this many times further, and one in this many goes on (3)";

  private final Settings settings;
  private final Ladder ladder;

  /** Of the history that was last judged. */
  private @Nullable Rungs rungs;

  /**
   * The rule's settings.
   *
   * @param mode whether poor trials are stopped, or all are paused and good ones promoted
   * @param resource what a step is, for the reasons: {@code epoch}
   * @param min the first rung, in steps; at least 1
   * @param max the steps of a trial that runs to its end: there is no rung there or beyond; empty
   *     when the number of steps is not known
   * @param eta one of how many passes a rung; at least 2
   */
  public record Settings(Mode mode, String resource, int min, OptionalInt max, int eta) {
    public Settings {
      if (resource.isBlank()) {
        throw new IllegalArgumentException("expected a word for resource, got '" + resource + "'");
      }
      new Ladder(min, max, eta);
    }
  }

  /** With these settings. */
  public AshaStopper(Settings settings) {
    this.settings = settings;
    this.ladder = new Ladder(settings.min(), settings.max(), settings.eta());
  }

  /** {@code asha} in a spec. */
  public static Method<Stopper.Factory> method() {
    Schema count = Schema.whole(1, Integer.MAX_VALUE);
    return new Method<>(
        "asha",
        "Asynchronous successive halving: at each rung only the best 1/eta go on",
        Schema.mapping()
            .optional("mode", Mode.SCHEMA, Mode.DESCRIPTION)
            .optional("resource", RESOURCE, "what a step of a trial is, for messages (epoch)")
            .optional("min", count, "the step of the first rung (1)")
            .optional("max", count, "the step after which no rung follows (none)")
            .optional("eta", Schema.whole(2, 10), ETA)
            .closed(),
        Map.of("mode", Mode.STOPPING.word(), "resource", "epoch", "min", 1L, "eta", 3L),
        List.of("min", "max"),
        settings ->
            new AshaStopper(
                new Settings(
                    Mode.of(settings.text("mode")),
                    settings.text("resource"),
                    settings.whole("min"),
                    settings.wholeIfAny("max"),
                    settings.whole("eta"))));
  }

  @SuppressWarnings("ReferenceEquality") // it must be the very history that was followed so far
  private Rungs rungs(History history) {
    if (rungs == null || rungs.history() != history) {
      rungs = new Rungs(history, ladder);
    }
    return rungs.upToDate();
  }

  @Override
  public boolean pauses() {
    return settings.mode() == Mode.PROMOTING;
  }

  @Override
  public Verdict judge(History history, int trial, int step) {
    int from = ladder.rungsUpTo(LearningCurve.stepBefore(step, history, trial));
    int to = ladder.rungsUpTo(step);
    if (from == to) {
      return Verdict.goOn("continues at " + settings.resource() + " " + step + ": no rung here");
    }
    Rungs now = rungs(history);
    return pauses() ? promote(now, to - 1, trial, step) : halve(now, from, to, trial, step);
  }

  /** The verdict of the first rung that the trial does not pass, or of the last. */
  private Verdict halve(Rungs now, int from, int to, int trial, int step) {
    int rung = from;
    while (rung < to - 1 && passes(now.rung(rung), trial)) {
      rung++;
    }
    boolean stays = passes(now.rung(rung), trial);
    Place place = place(now, rung, trial);
    String at = "at " + settings.resource() + " " + step + ": ";
    return stays
        ? Verdict.goOn("continues " + at + place.among())
        : Verdict.stop("stopped " + at + place.notAmong());
  }

  private Place place(Rungs now, int number, int trial) {
    int step = ladder.step(number).orElseThrow();
    return new Place(now.history().goal(), step, settings.eta(), now.rung(number), trial);
  }

  private boolean passes(Rung rung, int trial) {
    return rung.better(trial) < Math.max(1, rung.size() / settings.eta());
  }

  private Verdict promote(Rungs now, int number, int trial, int step) {
    Rung rung = now.rung(number);
    rung.pause(trial, true);
    Optional<Promotion> next = next(now);
    rung.pause(trial, false);
    String place =
        "at " + settings.resource() + " " + step + ": " + place(now, number, trial).numbered();
    if (next.isPresent() && next.get().trial() == trial) {
      return Verdict.goOn("continues " + place);
    }
    boolean ahead = rung.before(trial) < rung.size() / settings.eta();
    return Verdict.pause("paused " + place + (ahead ? "; another trial goes first" : ""));
  }

  /** A paused trial that may be taken further. */
  private record Promotion(int trial, int rung) {}

  /** The best of the highest rung on which one may be taken further. */
  private Optional<Promotion> next(Rungs now) {
    for (int number = now.count() - 1; number >= 0; number--) {
      Rung rung = now.rung(number);
      OptionalInt first = rung.firstPaused();
      if (first.isPresent() && rung.before(first.getAsInt()) < rung.size() / settings.eta()) {
        return Optional.of(new Promotion(first.getAsInt(), number));
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Resumption> resume(History history) {
    if (!pauses()) {
      return Optional.empty();
    }
    Rungs now = rungs(history);
    return next(now)
        .map(
            promotion -> {
              String place = place(now, promotion.rung(), promotion.trial()).numbered();
              OptionalInt until = ladder.step(promotion.rung() + 1);
              String to =
                  until.isPresent() ? settings.resource() + " " + until.getAsInt() : "its end";
              return new Resumption(
                  promotion.trial(), until, "taken further to " + to + ": " + place);
            });
  }

  @Override
  public OptionalInt until(History history, int trial) {
    return pauses() ? ladder.step(rungs(history).reached(trial)) : OptionalInt.empty();
  }
}
