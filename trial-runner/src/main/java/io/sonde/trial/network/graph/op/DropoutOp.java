package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.ChannelFlow;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;

/**
 * In training, disturbs numbers at random.
 *
 * @param kind how
 * @param rate how much, as the kind says
 */
public record DropoutOp(Kind kind, double rate) implements Operation.OfOne {

  /** Ways to disturb. */
  public enum Kind {
    /** Drops each number with probability {@code rate} (Srivastava and others 2014). */
    STANDARD,
    /** Drops each channel of an image, or feature of a sequence (Tompson and others 2015). */
    SPATIAL,
    /** Keeps mean and spread for {@code selu} (Klambauer and others 2017). */
    ALPHA,
    /** Multiplies with normal noise around 1 of variance rate / (1 − rate) (Srivastava). */
    GAUSSIAN
  }

  @Override
  public String word() {
    return "dropout";
  }

  @Override
  public Shape out(Shape in) {
    if (!in.isNumeric()) {
      throw new InfeasibleException("it needs numbers, but gets " + in);
    }
    if (kind == Kind.SPATIAL && in.isFlat()) {
      throw new InfeasibleException(
          "a spatial dropout drops whole channels, but flat numbers have none");
    }
    return in;
  }

  @Override
  public ChannelFlow channels() {
    return ChannelFlow.KEPT;
  }
}
