package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.Penalty;
import java.util.Optional;

/**
 * Learns a vector for each word of a text, or for each of the things that an input may be. Vectors
 * begin normally distributed, with a length near 1.
 *
 * @param units how many numbers a vector has
 * @param penalty of the vectors; empty for the optimizer's
 */
public record EmbeddingOp(int units, Optional<Penalty> penalty) implements Operation.OfOne {
  @Override
  public String word() {
    return "embedding";
  }

  @Override
  public Shape out(Shape in) {
    return switch (in.kind()) {
      case TOKENS -> Shape.sequence(in.steps(), units);
      case CATEGORY -> Shape.flat(units);
      case FLAT, IMAGE, SEQUENCE ->
          throw new InfeasibleException(
              "it needs words of a text or a thing of many, but gets " + in + " numbers");
    };
  }

  @Override
  public long parameters(Shape in) {
    return Math.multiplyExact((long) in.count(), (long) units);
  }
}
