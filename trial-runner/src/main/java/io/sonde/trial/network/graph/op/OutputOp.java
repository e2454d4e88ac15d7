package io.sonde.trial.network.graph.op;

import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import io.sonde.trial.network.graph.ChannelFlow;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.Penalty;
import java.util.Optional;

/**
 * The last operation: what the task asks for, from all numbers, trained by the loss.
 *
 * @param penalty of its weights; empty for the optimizer's
 */
public record OutputOp(Task task, Loss loss, Optional<Penalty> penalty) implements Operation.OfOne {

  /** What training makes small. */
  public enum Loss {
    /** Cross entropy; of one class among several, or of each label on its own. */
    CROSS_ENTROPY,
    /** Mean squared error. */
    MSE,
    /** Mean absolute error. */
    MAE,
    /** Half the squared error up to 1, the absolute error less a half beyond it (Huber 1964). */
    HUBER
  }

  @Override
  public String word() {
    return "output";
  }

  @Override
  public Shape out(Shape in) {
    if (!in.isNumeric() || in.isSequence()) {
      throw new InfeasibleException(
          "an output needs flat numbers or an image, but gets "
              + in
              + (in.isSequence()
                  ? "; put last_step or global_pool before it"
                  : "; put an embedding before it"));
    }
    return Shape.flat(task.outputs());
  }

  @Override
  public long parameters(Shape in) {
    return Math.multiplyExact(in.size() + 1L, (long) task.outputs());
  }

  @Override
  public long multiplications(Shape in) {
    return Math.multiplyExact((long) in.size(), (long) task.outputs());
  }

  @Override
  public ChannelFlow channels() {
    return ChannelFlow.MADE;
  }
}
