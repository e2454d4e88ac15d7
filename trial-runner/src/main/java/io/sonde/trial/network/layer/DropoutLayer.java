package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.DropoutOp;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.Words;

/** Disturbs numbers in training. */
public record DropoutLayer(DropoutOp operation) implements Layer {
  /** Beyond it hardly anything would pass. */
  private static final double HIGHEST_RATE = 0.99;

  /** What a rate may be. */
  static final Schema RATE = Schema.real(0, HIGHEST_RATE);

  static final LayerKind KIND =
      new LayerKind(
          "dropout",
          "Drops numbers at random in training (Srivastava and others 2014). `spatial` drops whole"
              + " channels, `alpha` suits `selu`, `gaussian` multiplies with noise.",
          "dropout: {rate: 0.25, kind: spatial}",
          Schema.mapping()
              .required("rate", RATE, "probability of dropping each number")
              .optional(
                  "kind",
                  new Schema.Word(Words.of(DropoutOp.Kind.class)),
                  "standard (default), spatial, alpha or gaussian")
              .closed(),
          DropoutLayer::read);

  private static DropoutLayer read(Settings settings) {
    DropoutOp.Kind kind = settings.oneOf("kind", DropoutOp.Kind.class, DropoutOp.Kind.STANDARD);
    return new DropoutLayer(new DropoutOp(kind, rate(settings, "rate")));
  }

  /** The rate under a key; 0 when none is written. */
  static double rate(Settings settings, String key) {
    return settings.within(key, 0, HIGHEST_RATE, 0);
  }

  /** Drops what a node gives; the node itself when nothing is dropped. */
  static Node after(Sketch sketch, Node node, double rate) {
    return rate > 0 ? sketch.add(new DropoutOp(DropoutOp.Kind.STANDARD, rate), node) : node;
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    return operation.rate() > 0 ? sketch.add(operation, in) : in;
  }
}
