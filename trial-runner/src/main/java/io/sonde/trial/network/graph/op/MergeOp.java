package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.ChannelFlow;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;
import java.util.List;

/** Makes one of what several nodes give. */
public record MergeOp(Kind kind) implements Operation.OfSeveral {

  /** Ways to merge. */
  public enum Kind {
    /** The sum of numbers at the same place. */
    ADD,
    /** Flat numbers, channels, or features side by side. */
    CONCAT
  }

  @Override
  public String word() {
    return kind == Kind.ADD ? "add" : "concat";
  }

  @Override
  public Shape out(List<Shape> in) {
    return kind == Kind.ADD ? sum(in) : concatenation(in);
  }

  private static Shape sum(List<Shape> in) {
    Shape first = in.get(0);
    for (Shape other : in) {
      if (!other.equals(first)) {
        throw new InfeasibleException(
            "what is added must have one shape, but here meet %s and %s".formatted(first, other));
      }
    }
    return first;
  }

  private static Shape concatenation(List<Shape> in) {
    Shape first = in.get(0);
    int last = first.sizes().size() - 1;
    int width = 0;
    for (Shape other : in) {
      boolean alike =
          other.kind() == first.kind()
              && other.sizes().subList(0, last).equals(first.sizes().subList(0, last));
      if (!alike || !other.isNumeric()) {
        throw new InfeasibleException(
            "what is joined may differ in its channels only, but here meet %s and %s"
                .formatted(first, other));
      }
      width = Math.addExact(width, other.sizes().get(last));
    }
    return switch (first.kind()) {
      case IMAGE -> Shape.image(first.height(), first.width(), width);
      case SEQUENCE -> Shape.sequence(first.steps(), width);
      case FLAT, TOKENS, CATEGORY -> Shape.flat(width);
    };
  }

  @Override
  public ChannelFlow channels() {
    return kind == Kind.ADD ? ChannelFlow.KEPT : ChannelFlow.JOINED;
  }
}
