package io.sonde.search.stopper.halving;

import io.sonde.search.history.Goal;
import io.sonde.search.stopper.evidence.Losses;
import java.util.StringJoiner;

/**
 * A trial's place on a rung, in words.
 *
 * @param step of the rung
 * @param eta one of how many goes on
 */
record Place(Goal goal, int step, int eta, Rung rung, int trial) {

  /** That it is among the best. */
  String among() {
    return what() + is() + theBest();
  }

  /** That it is not among the best and, with one objective, what it takes. */
  String notAmong() {
    String told = what() + is() + "not " + theBest();
    return rung instanceof ScalarRung scalar
        ? told + " (needs " + write().write(needed(scalar), scalar.loss(trial)) + ")"
        : told;
  }

  /** Its number among all, and how many of them go on. */
  String numbered() {
    int going = rung.size() / eta;
    String go =
        going == 0 ? "none goes on yet" : "the best " + (going == 1 ? "goes on" : going + " go on");
    return what() + is() + "number " + (rung.before(trial) + 1) + " of " + trials() + "; " + go;
  }

  private String theBest() {
    return "among the best 1/" + eta + " of " + trials();
  }

  private String trials() {
    return rung.size() + (rung.size() == 1 ? " trial" : " trials") + " at rung " + step;
  }

  private String is() {
    return rung instanceof ScalarRung ? " is " : " are ";
  }

  private String what() {
    if (rung instanceof ScalarRung scalar) {
      double loss = scalar.loss(trial);
      return goal.first().metric() + " " + write().write(loss, needed(scalar));
    }
    StringJoiner values = new StringJoiner(" and ");
    double[] losses = ((ParetoRung) rung).losses(trial);
    for (int j = 0; j < losses.length; j++) {
      values.add(new Losses(goal.objectives().get(j)).named(losses[j]));
    }
    return values.toString();
  }

  private Losses write() {
    return new Losses(goal.first());
  }

  /** The loss that passes just so. */
  private double needed(ScalarRung scalar) {
    return scalar.lossAt(Math.max(1, rung.size() / eta) - 1);
  }
}
