package io.sonde.trial.dl4j;

import io.sonde.trial.data.Shape;
import io.sonde.trial.dl4j.layer.FusedLstm;
import io.sonde.trial.dl4j.layer.Gru;
import io.sonde.trial.dl4j.layer.LearnedPositions;
import io.sonde.trial.dl4j.layer.SelfAttention;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.op.DenseOp;
import io.sonde.trial.network.graph.op.EmbeddingOp;
import io.sonde.trial.network.graph.op.PositionsOp;
import io.sonde.trial.network.graph.op.RecurrentOp;
import io.sonde.trial.network.graph.op.SelfAttentionOp;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.nd4j.linalg.activations.Activation;

/** The Deeplearning4j form of operations on words, things and sequences. */
final class SequenceLayers {
  private SequenceLayers() {}

  /** Empty for an operation on something else. */
  static Optional<Layer> of(Operation operation, Shape in) {
    if (operation instanceof DenseOp dense && in.isSequence()) {
      return Optional.of(denseByStep(dense));
    } else if (operation instanceof EmbeddingOp embedding) {
      return Optional.of(embedding(embedding, in));
    } else if (operation instanceof RecurrentOp recurrent) {
      return Optional.of(recurrent(recurrent));
    } else if (operation instanceof SelfAttentionOp attention) {
      return Optional.of(new SelfAttention(in.features(), attention.heads(), attention.units()));
    } else if (operation instanceof PositionsOp positions
        && positions.kind() == PositionsOp.Kind.LEARNED) {
      return Optional.of(new LearnedPositions(in.features(), in.steps()));
    }
    return Optional.empty();
  }

  /** A convolution of one step is the same weighted sums at each step. */
  private static Convolution1DLayer denseByStep(DenseOp dense) {
    Convolution1DLayer.Builder builder =
        new Convolution1DLayer.Builder(1)
            .nOut(dense.units())
            .convolutionMode(ConvolutionMode.Same)
            .activation(Activations.of(dense.activation()));
    Penalties.penalize(builder, dense.penalty());
    return builder.build();
  }

  /**
   * An initialisation by the number of words would make the vectors of a large vocabulary too short
   * to matter.
   */
  private static FeedForwardLayer embedding(EmbeddingOp embedding, Shape in) {
    FeedForwardLayer.Builder<?> builder =
        in.kind() == Shape.Kind.TOKENS
            ? new EmbeddingSequenceLayer.Builder().inputLength(in.steps())
            : new EmbeddingLayer.Builder();
    builder.nIn(in.count()).nOut(embedding.units()).activation(Activation.IDENTITY);
    double deviation = 1 / Math.sqrt(embedding.units());
    builder.weightInit(new WeightInitDistribution(new NormalDistribution(0, deviation)));
    Penalties.penalize(builder, embedding.penalty());
    return builder.build();
  }

  private static Layer recurrent(RecurrentOp recurrent) {
    BaseRecurrentLayer.Builder<?> builder =
        switch (recurrent.cell()) {
          case LSTM -> new FusedLstm.Builder();
          case GRU -> new Gru.Builder();
        };
    builder.nOut(recurrent.units()).activation(Activation.TANH);
    Penalties.penalize(builder, recurrent.penalty());
    Layer oneWay = builder.build();
    return recurrent.bidirectional()
        ? new Bidirectional(Bidirectional.Mode.CONCAT, oneWay)
        : oneWay;
  }
}
