package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.SelfAttentionOp;
import io.sonde.trial.settings.Settings;
import java.util.OptionalInt;

/**
 * Multi-head attention of the steps of a sequence to one another.
 *
 * @param heads how many attend side by side
 * @param units how many numbers come out at each step; empty for as many as go in
 * @param dropout the probability with which each number that comes out is dropped; 0 for never
 */
public record SelfAttentionLayer(int heads, OptionalInt units, double dropout) implements Layer {
  /** How many may attend side by side. */
  static final Schema HEADS = Schema.whole(1, 1024);

  static final LayerKind KIND =
      new LayerKind(
          "self_attention",
          "Each step of a sequence attends to all steps (Vaswani and others 2017); the padding of a"
              + " text is left out. `transformer` is a whole block of it.",
          "self_attention: {heads: 4, units: 64}",
          Schema.mapping()
              .optional("heads", HEADS, "how many attend side by side, default 1")
              .optional(
                  "units",
                  Schema.whole(1, 1 << 16),
                  "how many numbers come out at each step, which the heads share; default as many"
                      + " as go in")
              .optional("dropout", DropoutLayer.RATE, "probability of dropping what comes out")
              .closed(),
          SelfAttentionLayer::read);

  private static SelfAttentionLayer read(Settings settings) {
    return new SelfAttentionLayer(
        settings.positive("heads", 1),
        settings.has("units") ? OptionalInt.of(settings.positive("units")) : OptionalInt.empty(),
        DropoutLayer.rate(settings, "dropout"));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    return DropoutLayer.after(sketch, attention(sketch, heads, units, in), dropout);
  }

  /** Lays out the attention alone. */
  static Node attention(Sketch sketch, int heads, OptionalInt units, Node in) {
    int width = in.shape().isSequence() ? in.shape().features() : heads;
    return sketch.add(new SelfAttentionOp(heads, units.orElse(width)), in);
  }
}
