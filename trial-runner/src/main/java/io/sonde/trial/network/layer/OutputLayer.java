package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.data.Task;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Penalty;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.MatchOp;
import io.sonde.trial.network.graph.op.OutputOp;
import io.sonde.trial.network.graph.op.OutputOp.Loss;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.Words;
import java.util.Optional;

/**
 * The last layer. It is added by itself where a spec does not write it.
 *
 * @param loss empty for the one that suits the task
 * @param temperature of a retrieval, by which similarities are divided
 * @param penalty of its weights; empty for the optimizer's
 */
public record OutputLayer(Optional<Loss> loss, double temperature, Optional<Penalty> penalty)
    implements Layer {
  private static final double TEMPERATURE = 0.1;

  static final LayerKind KIND =
      new LayerKind(
          "output",
          "What the task asks for: a probability for each class (softmax) or each label (sigmoid),"
              + " or numbers. Added by itself at the end where it is not written.",
          "output: {l2: 1e-4}",
          Schema.mapping()
              .optional(
                  "loss",
                  new Schema.Word(Words.of(Loss.class)),
                  "default cross_entropy for classes and labels, mse for numbers; huber lets"
                      + " outliers pull no stronger than an error of 1, of normalised numbers")
              .optional(
                  "temperature",
                  Schema.real(1e-3, 100),
                  "of a retrieval, by which similarities are divided, default 0.1")
              .all(Penalty.SCHEMA)
              .closed(),
          OutputLayer::read);

  private static OutputLayer read(Settings settings) {
    Optional<Loss> loss =
        settings.has("loss")
            ? Optional.of(settings.oneOf("loss", Loss.class, Loss.MSE))
            : Optional.empty();
    return new OutputLayer(
        loss, settings.within("temperature", 1e-3, 100, TEMPERATURE), Penalty.of(settings));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    if (sketch.task() instanceof Task.Retrieval) {
      return match(sketch, in);
    }
    boolean numbers = sketch.task() instanceof Task.Regression;
    Loss chosen = loss.orElse(numbers ? Loss.MSE : Loss.CROSS_ENTROPY);
    if (numbers == (chosen == Loss.CROSS_ENTROPY)) {
      throw sketch.infeasible(
          "the loss %s does not suit %s"
              .formatted(Words.of(chosen), numbers ? "numbers" : "classes and labels"));
    }
    return sketch.add(new OutputOp(sketch.task(), chosen, penalty), in);
  }

  private Node match(Sketch sketch, Node in) {
    if (loss.isPresent()) {
      throw sketch.infeasible("a retrieval has a loss of its own; leave 'loss' away");
    }
    return sketch.add(new MatchOp(temperature), in);
  }
}
