package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;
import java.util.List;

/**
 * The numbers of two vectors multiplied one by one; generalised matrix factorisation (He and others
 * 2017).
 */
public record ProductOp() implements Operation.OfSeveral {
  @Override
  public String word() {
    return "product";
  }

  @Override
  public Shape out(List<Shape> in) {
    if (in.size() != 2 || !in.get(0).isFlat() || !in.get(0).equals(in.get(1))) {
      throw new InfeasibleException(
          "a product is of two vectors of the same length, but here meet " + in);
    }
    return in.get(0);
  }

  @Override
  public long multiplications(List<Shape> in) {
    return in.get(0).size();
  }
}
