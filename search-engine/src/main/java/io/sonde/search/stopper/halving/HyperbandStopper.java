package io.sonde.search.stopper.halving;

import io.sonde.search.history.History;
import io.sonde.search.method.Method;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Verdict;
import io.sonde.search.spec.schema.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Hyperband: successive halving in brackets that differ in how early they begin to halve, for when
 * it is not known how soon a curve tells good trials from poor ones. Each bracket runs
 * asynchronously as {@link AshaStopper} does, among its own trials; trials are dealt out to the
 * brackets by their number, so that all brackets cost about the same. A sampler learns from the
 * trials of the bracket for which it proposes.
 *
 * <ul>
 *   <li>L. Li, K. Jamieson, G. DeSalvo, A. Rostamizadeh, A. Talwalkar: Hyperband: a novel
 *       bandit-based approach to hyperparameter optimization. JMLR 18(185), 2018 (brackets and
 *       their sizes).
 *   <li>L. Li, K. Jamieson, A. Rostamizadeh, E. Gonina, J. Ben-Tzur, M. Hardt, B. Recht, A.
 *       Talwalkar: A system for massively parallel hyperparameter tuning. MLSys 2020 (brackets run
 *       asynchronously).
 * </ul>
 */
public final class HyperbandStopper implements Stopper {
  private final Settings settings;
  private final Brackets brackets;

  /** Of the history that was last judged. */
  private @Nullable Bound bound;

  /**
   * The rule's settings.
   *
   * @param mode whether poor trials are stopped, or all are paused and good ones promoted
   * @param resource what a step is, for the reasons: {@code epoch}
   * @param min the first rung of the first bracket, in steps; at least 1
   * @param max the steps of a trial that runs to its end; at least {@code min}
   * @param eta one of how many passes a rung; at least 2
   */
  public record Settings(Mode mode, String resource, int min, int max, int eta) {
    public Settings {
      new AshaStopper.Settings(mode, resource, min, OptionalInt.of(max), eta);
    }
  }

  /** With these settings. */
  public HyperbandStopper(Settings settings) {
    this.settings = settings;
    this.brackets = new Brackets(settings.min(), settings.max(), settings.eta());
  }

  /** {@code hyperband} in a spec. */
  public static Method<Stopper.Factory> method() {
    Schema count = Schema.whole(1, Integer.MAX_VALUE);
    return new Method<>(
        "hyperband",
        "Successive halving in brackets that begin to halve early, later and last",
        Schema.mapping()
            .optional("mode", Mode.SCHEMA, Mode.DESCRIPTION)
            .optional(
                "resource", AshaStopper.RESOURCE, "what a step of a trial is, for messages (epoch)")
            .optional("min", count, "the step of the first rung of the first bracket (1)")
            .required("max", count, "the steps of a trial that runs to its end")
            .optional("eta", Schema.whole(2, 10), AshaStopper.ETA)
            .closed(),
        Map.of("mode", Mode.STOPPING.word(), "resource", "epoch", "min", 1L, "eta", 3L),
        List.of("min", "max"),
        settings ->
            new HyperbandStopper(
                new Settings(
                    Mode.of(settings.text("mode")),
                    settings.text("resource"),
                    settings.whole("min"),
                    settings.whole("max"),
                    settings.whole("eta"))));
  }

  /** The brackets of one history. */
  private record Bound(History history, List<Bracket> brackets) {}

  /** One bracket: its trials and its rule. */
  private record Bracket(BracketView view, AshaStopper rule) {}

  @SuppressWarnings("ReferenceEquality") // it must be the very history that was followed so far
  private Bound bound(History history) {
    if (bound == null || bound.history() != history) {
      bound =
          new Bound(
              history,
              IntStream.range(0, brackets.count()).mapToObj(b -> bracket(history, b)).toList());
    }
    return bound;
  }

  private Bracket bracket(History history, int number) {
    int first = settings.min();
    for (int i = 0; i < number; i++) {
      first *= settings.eta();
    }
    return new Bracket(
        new BracketView(history, brackets, number),
        new AshaStopper(
            new AshaStopper.Settings(
                settings.mode(),
                settings.resource(),
                first,
                OptionalInt.of(settings.max()),
                settings.eta())));
  }

  private Bracket of(History history, int trial) {
    return bound(history).brackets().get(brackets.of(trial));
  }

  @Override
  public boolean pauses() {
    return settings.mode() == Mode.PROMOTING;
  }

  @Override
  public Verdict judge(History history, int trial, int step) {
    Bracket bracket = of(history, trial);
    Verdict verdict = bracket.rule().judge(bracket.view(), bracket.view().here(trial), step);
    return new Verdict(verdict.decision(), verdict.reason() + in(brackets.of(trial)));
  }

  private String in(int bracket) {
    return " in bracket " + (bracket + 1) + " of " + brackets.count();
  }

  @Override
  public Optional<Resumption> resume(History history) {
    for (int number = 0; number < brackets.count(); number++) {
      Bracket bracket = bound(history).brackets().get(number);
      Optional<Resumption> next = bracket.rule().resume(bracket.view());
      if (next.isPresent()) {
        return Optional.of(
            new Resumption(
                bracket.view().there(next.get().trial()),
                next.get().until(),
                next.get().reason() + in(number)));
      }
    }
    return Optional.empty();
  }

  @Override
  public OptionalInt until(History history, int trial) {
    Bracket bracket = of(history, trial);
    return bracket.rule().until(bracket.view(), bracket.view().here(trial));
  }

  @Override
  public History peers(History history, int trial) {
    return of(history, trial).view();
  }
}
