package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.DenseOp;
import io.sonde.trial.network.graph.op.LayerNormOp;
import io.sonde.trial.network.graph.op.MergeOp;
import io.sonde.trial.settings.Settings;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A block of a transformer's encoder with the normalisation before each part (Xiong and others
 * 2020, "On layer normalization in the transformer architecture"): x + attention(norm(x)), then x +
 * dense(activation(dense(norm(x)))). What goes in passes straight through, so blocks can be stacked
 * to any depth.
 *
 * @param heads how many attend side by side
 * @param width of the layer in between; empty for four times as wide as what goes in
 * @param activation of that layer
 * @param dropout the probability with which each number of a part's result is dropped
 */
public record TransformerLayer(
    int heads, OptionalInt width, ActivationFunction activation, double dropout) implements Layer {
  /** The width of the layer in between, in widths of what goes in, as in the paper. */
  private static final int FACTOR = 4;

  static final LayerKind KIND =
      new LayerKind(
          "transformer",
          "A block of a transformer's encoder for sequences, with the normalisation first (Xiong"
              + " and others 2020): `x + self_attention(layer_norm(x))`, then `x +"
              + " dense(dense(layer_norm(x)))`. It gives the shape that goes in, so that any number"
              + " can be stacked; put a `layer_norm` behind the last.",
          "transformer: {heads: 4, width: 128, dropout: 0.1}",
          Schema.mapping()
              .optional(
                  "heads", SelfAttentionLayer.HEADS, "how many attend side by side, default 1")
              .optional(
                  "width",
                  Schema.whole(1, 1 << 20),
                  "of the dense layer in between, default four times as many as go in")
              .optional("activation", ActivationFunction.SCHEMA, "of that layer, default gelu")
              .optional("dropout", DropoutLayer.RATE, "probability of dropping what a part gives")
              .closed(),
          TransformerLayer::read);

  private static TransformerLayer read(Settings settings) {
    return new TransformerLayer(
        settings.positive("heads", 1),
        settings.has("width") ? OptionalInt.of(settings.positive("width")) : OptionalInt.empty(),
        settings.oneOf("activation", ActivationFunction.class, ActivationFunction.GELU),
        DropoutLayer.rate(settings, "dropout"));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    if (!in.shape().isSequence()) {
      throw sketch.infeasible("it needs a sequence, but gets " + in.shape());
    }
    Node attended = attention(sketch, in);
    int features = in.shape().features();
    Node normalized = sketch.add(new LayerNormOp(LayerNormLayer.EPSILON), attended);
    Node wide =
        sketch.add(
            new DenseOp(
                width.orElse(Math.multiplyExact(FACTOR, features)), activation, Optional.empty()),
            normalized);
    Node back =
        sketch.add(new DenseOp(features, ActivationFunction.IDENTITY, Optional.empty()), wide);
    return sketch.add(
        new MergeOp(MergeOp.Kind.ADD), attended, DropoutLayer.after(sketch, back, dropout));
  }

  private Node attention(Sketch sketch, Node in) {
    Node normalized = sketch.add(new LayerNormOp(LayerNormLayer.EPSILON), in);
    Node attended = SelfAttentionLayer.attention(sketch, heads, OptionalInt.empty(), normalized);
    return sketch.add(
        new MergeOp(MergeOp.Kind.ADD), in, DropoutLayer.after(sketch, attended, dropout));
  }
}
