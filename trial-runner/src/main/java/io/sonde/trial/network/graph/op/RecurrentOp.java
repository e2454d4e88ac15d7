package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.Penalty;
import java.util.Optional;

/**
 * Goes through a sequence and gives, at each step, what it remembers.
 *
 * @param cell how it remembers
 * @param units how many numbers it remembers
 * @param bidirectional whether a second one goes from the end to the beginning, with weights of its
 *     own; both results stand side by side
 * @param penalty of its weights; empty for the optimizer's
 */
public record RecurrentOp(Cell cell, int units, boolean bidirectional, Optional<Penalty> penalty)
    implements Operation.OfOne {

  /** Ways to remember. */
  public enum Cell {
    /** Long short-term memory (Hochreiter and Schmidhuber 1997) with a forget gate. */
    LSTM(4, 1),
    /** Gated recurrent unit (Cho and others 2014), as PyTorch and cuDNN compute it. */
    GRU(3, 2);

    private final int gates;
    private final int biases;

    Cell(int gates, int biases) {
      this.gates = gates;
      this.biases = biases;
    }
  }

  @Override
  public String word() {
    return cell == Cell.LSTM ? "lstm" : "gru";
  }

  @Override
  public Shape out(Shape in) {
    if (!in.isSequence()) {
      throw new InfeasibleException(
          "it needs a sequence, but gets "
              + in
              + (in.kind() == Shape.Kind.TOKENS ? "; put an embedding before it" : ""));
    }
    return Shape.sequence(in.steps(), Math.multiplyExact(units, directions()));
  }

  /** Weights of what comes in and of what is remembered, and biases, for each gate. */
  @Override
  public long parameters(Shape in) {
    long column = (long) in.features() + units + cell.biases;
    return Math.multiplyExact(Math.multiplyExact(column, gates()), (long) directions());
  }

  @Override
  public long multiplications(Shape in) {
    long column = (long) in.features() + units;
    long step = Math.multiplyExact(Math.multiplyExact(column, gates()), (long) directions());
    return Math.multiplyExact(step, (long) in.steps());
  }

  private long gates() {
    return Math.multiplyExact((long) cell.gates, (long) units);
  }

  private int directions() {
    return bidirectional ? 2 : 1;
  }
}
