package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Penalty;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.RecurrentOp;
import io.sonde.trial.settings.Settings;

/**
 * Goes through a sequence and gives what it remembers at each step, so that layers of any number
 * can stand one on the other; {@link LastStepLayer} or {@link GlobalPoolLayer} ends such a stack.
 *
 * @param operation what it remembers and how
 * @param dropout the probability with which each number that comes out is dropped; 0 for never
 */
public record RecurrentLayer(RecurrentOp operation, double dropout) implements Layer {
  private static final Schema.Mapping SCHEMA =
      Schema.mapping()
          .required("units", Schema.whole(1, 1 << 16), "how many numbers it remembers")
          .optional(
              "bidirectional",
              new Schema.Truth(),
              "a second one goes back from the end; both results stand side by side, default false")
          .optional("dropout", DropoutLayer.RATE, "probability of dropping what comes out")
          .all(Penalty.SCHEMA)
          .closed();

  static final LayerKind LSTM_KIND =
      new LayerKind(
          "lstm",
          "Long short-term memory (Hochreiter and Schmidhuber 1997) over the steps of a sequence."
              + " It gives a sequence, so that several can be stacked; end the stack with"
              + " `last_step` or `global_pool`.",
          "lstm: {units: 64}",
          SCHEMA,
          settings -> read(RecurrentOp.Cell.LSTM, settings));
  static final LayerKind GRU_KIND =
      new LayerKind(
          "gru",
          "Gated recurrent units (Cho and others 2014) over the steps of a sequence, in the form of"
              + " PyTorch and cuDNN. It gives a sequence like `lstm`.",
          "gru: {units: 64, bidirectional: true}",
          SCHEMA,
          settings -> read(RecurrentOp.Cell.GRU, settings));

  private static RecurrentLayer read(RecurrentOp.Cell cell, Settings settings) {
    RecurrentOp operation =
        new RecurrentOp(
            cell,
            settings.positive("units"),
            settings.truth("bidirectional", false),
            Penalty.of(settings));
    return new RecurrentLayer(operation, DropoutLayer.rate(settings, "dropout"));
  }

  @Override
  public String word() {
    return operation.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    return DropoutLayer.after(sketch, sketch.add(operation, in), dropout);
  }
}
