package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.ChannelFlow;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.Penalty;
import java.util.Optional;

/**
 * A weighted sum of all numbers for each unit; an image is flattened on the way in, a sequence is
 * gone through step by step.
 *
 * @param units how many numbers come out, of a sequence at each step
 * @param penalty of its weights; empty for the optimizer's
 */
public record DenseOp(int units, ActivationFunction activation, Optional<Penalty> penalty)
    implements Operation.OfOne {
  @Override
  public String word() {
    return "dense";
  }

  @Override
  public Shape out(Shape in) {
    if (!in.isNumeric()) {
      throw new InfeasibleException(
          "it needs numbers, but gets " + in + "; put an embedding before it");
    }
    return in.isSequence() ? Shape.sequence(in.steps(), units) : Shape.flat(units);
  }

  @Override
  public long parameters(Shape in) {
    return Math.multiplyExact(width(in) + 1L, (long) units);
  }

  @Override
  public long multiplications(Shape in) {
    long once = Math.multiplyExact((long) width(in), (long) units);
    return in.isSequence() ? Math.multiplyExact(once, (long) in.steps()) : once;
  }

  private static int width(Shape in) {
    return in.isSequence() ? in.features() : in.size();
  }

  @Override
  public ChannelFlow channels() {
    return ChannelFlow.MADE;
  }

  @Override
  public Operation narrowed(int channels) {
    return new DenseOp(channels, activation, penalty);
  }
}
