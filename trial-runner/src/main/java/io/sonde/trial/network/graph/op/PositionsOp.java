package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;

/**
 * Adds to each step of a sequence a vector that says which step it is, so that what takes all steps
 * alike, an attention for one, can tell them apart.
 *
 * @param kind which vectors
 * @param scale of the vectors that are not learnt; 1 for amplitudes of 1
 */
public record PositionsOp(Kind kind, double scale) implements Operation.OfOne {

  /** Which vectors. */
  public enum Kind {
    /** Sines and cosines of falling frequency (Vaswani and others 2017, section 3.5). */
    SINUSOIDAL,
    /** Learnt ones, which begin near 0. */
    LEARNED
  }

  @Override
  public String word() {
    return "positions";
  }

  @Override
  public Shape out(Shape in) {
    if (!in.isSequence()) {
      throw new InfeasibleException("it needs a sequence, but gets " + in);
    }
    return in;
  }

  @Override
  public long parameters(Shape in) {
    return kind == Kind.LEARNED ? in.size() : 0;
  }
}
