package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.PositionsOp;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.Words;

/** Tells the steps of a sequence apart. */
public record PositionsLayer(PositionsOp operation) implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "positions",
          "Adds to each step of a sequence of numbers a vector that says which step it is (Vaswani"
              + " and others 2017); for texts, `embedding` has `positions`.",
          "positions: {kind: learned}",
          Schema.mapping()
              .optional(
                  "kind",
                  new Schema.Word(Words.of(PositionsOp.Kind.class)),
                  "sinusoidal (default): sines and cosines; learned: begins near 0")
              .closed(),
          PositionsLayer::read);

  private static PositionsLayer read(Settings settings) {
    return new PositionsLayer(
        new PositionsOp(
            settings.oneOf("kind", PositionsOp.Kind.class, PositionsOp.Kind.SINUSOIDAL), 1));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    return sketch.add(operation, in);
  }
}
