package io.sonde.search.sampler.tpe;

import io.sonde.search.history.Constraint;
import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import java.util.List;

/** How good a trial is: in which league it stands, the lower the better, and its losses in it. */
final class Merit {
  /** The league of trials that cannot be good. */
  static final double NONE = Double.NaN;

  private static final double COMPLETE = Double.NEGATIVE_INFINITY;
  private static final double INFEASIBLE = Double.POSITIVE_INFINITY;

  private Merit() {}

  /**
   * The league of a trial: first those that ran to their end, then those that were stopped or
   * paused by how far they came, last those known to be infeasible.
   */
  static double league(History history, int trial) {
    TrialState state = history.state(trial);
    double violation = violation(history, trial);
    return switch (state) {
      case COMPLETED ->
          violation > 0 ? INFEASIBLE : violation == 0 && valued(history, trial) ? COMPLETE : NONE;
      case STOPPED, PAUSED ->
          violation > 0 ? INFEASIBLE : valued(history, trial) ? -reached(history, trial) : NONE;
      case INFEASIBLE -> violation > 0 ? INFEASIBLE : NONE;
      case WAITING, RUNNING, FAILED, CANCELLED -> NONE;
    };
  }

  /** The losses of a trial that has a league: its objectives', or by how much it is infeasible. */
  static double[] losses(History history, int trial, double league) {
    double[] losses = new double[history.goal().objectives().size()];
    for (int m = 0; m < losses.length; m++) {
      losses[m] = league == INFEASIBLE ? violation(history, trial) : loss(history, trial, m);
    }
    return losses;
  }

  private static double loss(History history, int trial, int objective) {
    Objective its = history.goal().objectives().get(objective);
    return its.direction().loss(history.value(trial, objective));
  }

  private static boolean valued(History history, int trial) {
    for (int m = 0; m < history.goal().objectives().size(); m++) {
      if (!(loss(history, trial, m) < Double.POSITIVE_INFINITY)) {
        return false;
      }
    }
    return true;
  }

  /** A trial that was measured apart from steps has reached none. */
  private static int reached(History history, int trial) {
    int reports = history.reports(trial);
    return reports == 0 ? 0 : history.step(trial, reports - 1);
  }

  /**
   * By how much a trial violates the constraints: the sum of the violations, each beside the size
   * of its bound. 0 when all hold; NaN when none is known to be violated and some are not known.
   */
  static double violation(History history, int trial) {
    List<Constraint> constraints = history.goal().constraints();
    double sum = 0;
    boolean unknown = false;
    for (int c = 0; c < constraints.size(); c++) {
      double violation = history.violation(trial, c);
      unknown |= Double.isNaN(violation);
      sum += violation > 0 ? violation / size(constraints.get(c)) : 0;
    }
    return sum == 0 && unknown ? Double.NaN : sum;
  }

  /** What a violation is measured by: the finite bound that is larger in size, or 1. */
  private static double size(Constraint constraint) {
    double least = Math.abs(constraint.atLeast());
    double most = Math.abs(constraint.atMost());
    double size =
        Double.isInfinite(least) ? most : Double.isInfinite(most) ? least : Math.max(least, most);
    return size > 0 && size < Double.POSITIVE_INFINITY ? size : 1;
  }
}
