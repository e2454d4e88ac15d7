package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;

/**
 * The last operation of a retrieval model: it gives the user's vector and the item's as they come,
 * side by side, and is trained so that those that belong together are similar.
 *
 * @param temperature by which similarities are divided, above 0
 */
public record MatchOp(double temperature) implements Operation.OfOne {
  @Override
  public String word() {
    return "output";
  }

  @Override
  public Shape out(Shape in) {
    if (!in.isFlat() || in.size() % 2 != 0) {
      throw new InfeasibleException(
          "it needs a user's vector and an item's of the same length side by side, but gets "
              + in
              + "; end the network with towers of equal width, merged by concat");
    }
    return in;
  }
}
