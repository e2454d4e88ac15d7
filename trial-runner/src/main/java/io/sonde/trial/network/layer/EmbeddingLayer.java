package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Penalty;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.EmbeddingOp;
import io.sonde.trial.network.graph.op.PositionsOp;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.Words;

/**
 * Learns a vector for each word of a text, or for each of the things that an input may be.
 *
 * @param operation the vectors
 * @param positions what tells the steps of a text apart
 * @param dropout the probability with which each number that comes out is dropped; 0 for never
 */
public record EmbeddingLayer(EmbeddingOp operation, Positions positions, double dropout)
    implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "embedding",
          "Learns a vector for each word of a text, or for each user, item or other thing that an"
              + " input may be. It stands first. Vectors begin with a length near 1.",
          "embedding: {units: 64, positions: sinusoidal}",
          Schema.mapping()
              .required("units", Schema.whole(1, 1 << 16), "how many numbers a vector has")
              .optional(
                  "positions",
                  new Schema.Word(Words.of(Positions.class)),
                  "what tells the steps of a text apart, for attention: none (default), sinusoidal,"
                      + " learned")
              .optional("dropout", DropoutLayer.RATE, "probability of dropping what comes out")
              .all(Penalty.SCHEMA)
              .closed(),
          EmbeddingLayer::read);

  /** What tells the steps of a text apart. */
  public enum Positions {
    /** Nothing. */
    NONE,
    /** Sines and cosines of falling frequency. */
    SINUSOIDAL,
    /** A learnt vector for each step. */
    LEARNED
  }

  private static EmbeddingLayer read(Settings settings) {
    return new EmbeddingLayer(
        new EmbeddingOp(settings.positive("units"), Penalty.of(settings)),
        settings.oneOf("positions", Positions.class, Positions.NONE),
        DropoutLayer.rate(settings, "dropout"));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    if (positions != Positions.NONE && in.shape().kind() == Shape.Kind.CATEGORY) {
      throw sketch.infeasible(
          "only a text has positions, but what goes in is " + in.shape() + "; leave them out");
    }
    Node vectors = sketch.add(operation, in);
    // Vaswani and others multiply the vectors by this root instead; the proportion is the same.
    double scale = 1 / Math.sqrt(operation.units());
    Node placed =
        switch (positions) {
          case NONE -> vectors;
          case SINUSOIDAL ->
              sketch.add(new PositionsOp(PositionsOp.Kind.SINUSOIDAL, scale), vectors);
          case LEARNED -> sketch.add(new PositionsOp(PositionsOp.Kind.LEARNED, scale), vectors);
        };
    return DropoutLayer.after(sketch, placed, dropout);
  }
}
