package io.sonde.trial.dl4j;

import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import io.sonde.trial.dl4j.layer.FlattenedSteps;
import io.sonde.trial.dl4j.layer.FusedDense;
import io.sonde.trial.dl4j.layer.LayerNorm;
import io.sonde.trial.dl4j.layer.SequenceDropout;
import io.sonde.trial.dl4j.layer.SinusoidalPositions;
import io.sonde.trial.dl4j.layer.StepPooling;
import io.sonde.trial.dl4j.loss.HuberLoss;
import io.sonde.trial.dl4j.loss.InBatchSoftmaxLoss;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.op.ActivationOp;
import io.sonde.trial.network.graph.op.BatchNormOp;
import io.sonde.trial.network.graph.op.DenseOp;
import io.sonde.trial.network.graph.op.DropoutOp;
import io.sonde.trial.network.graph.op.FlattenOp;
import io.sonde.trial.network.graph.op.GlobalPoolOp;
import io.sonde.trial.network.graph.op.LastStepOp;
import io.sonde.trial.network.graph.op.LayerNormOp;
import io.sonde.trial.network.graph.op.MatchOp;
import io.sonde.trial.network.graph.op.MergeOp;
import io.sonde.trial.network.graph.op.OutputOp;
import io.sonde.trial.network.graph.op.PositionsOp;
import io.sonde.trial.network.graph.op.ProductOp;
import io.sonde.trial.network.graph.op.UnitLengthOp;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The Deeplearning4j form of each operation: a layer, or a vertex of several inputs. */
final class OperationBuilder {
  private OperationBuilder() {}

  /**
   * Adds a node to a graph.
   *
   * @param in the shapes of what it takes
   * @param source the network's input that it comes from, whose mask says where a text ends
   */
  static void add(
      GraphBuilder graph, Node node, Operation operation, List<Shape> in, String source) {
    String[] inputs = node.inputs().toArray(String[]::new);
    Optional<GraphVertex> vertex = vertex(operation, in.get(0), source);
    if (vertex.isPresent()) {
      graph.addVertex(node.name(), vertex.get(), inputs);
    } else {
      graph.addLayer(node.name(), layer(operation, in.get(0)), inputs);
    }
  }

  /** What Deeplearning4j has as a vertex and not as a layer. */
  private static Optional<GraphVertex> vertex(Operation operation, Shape in, String source) {
    if (operation instanceof MergeOp merge) {
      return Optional.of(
          merge.kind() == MergeOp.Kind.ADD
              ? new ElementWiseVertex(ElementWiseVertex.Op.Add)
              : new MergeVertex());
    } else if (operation instanceof ProductOp) {
      return Optional.of(new ElementWiseVertex(ElementWiseVertex.Op.Product));
    } else if (operation instanceof UnitLengthOp) {
      return Optional.of(new L2NormalizeVertex());
    } else if (operation instanceof LastStepOp) {
      return Optional.of(new LastTimeStepVertex(source));
    } else if (operation instanceof FlattenOp) {
      return Optional.of(new PreprocessorVertex(flattening(in)));
    } else if (operation instanceof PositionsOp positions
        && positions.kind() == PositionsOp.Kind.SINUSOIDAL) {
      return Optional.of(new PreprocessorVertex(new SinusoidalPositions(positions.scale())));
    }
    return Optional.empty();
  }

  private static InputPreProcessor flattening(Shape in) {
    return in.isImage()
        ? new CnnToFeedForwardPreProcessor(in.height(), in.width(), in.channels())
        : new FlattenedSteps(in.features(), in.steps());
  }

  private static Layer layer(Operation operation, Shape in) {
    return ImageLayers.of(operation, in)
        .or(() -> SequenceLayers.of(operation, in))
        .orElseGet(() -> other(operation, in));
  }

  private static Layer other(Operation operation, Shape in) {
    if (operation instanceof DenseOp dense) {
      return dense(dense);
    } else if (operation instanceof GlobalPoolOp pool) {
      PoolingType kind = pooling(pool.kind());
      return in.isSequence() ? new StepPooling(kind) : new GlobalPoolingLayer(kind);
    } else if (operation instanceof LayerNormOp norm) {
      boolean ofSequences = in.isSequence();
      return new LayerNorm(ofSequences ? in.features() : in.size(), ofSequences, norm.epsilon());
    } else if (operation instanceof BatchNormOp norm) {
      return new BatchNormalization.Builder().decay(norm.decay()).eps(norm.epsilon()).build();
    } else if (operation instanceof DropoutOp dropout) {
      return dropout(dropout, in);
    } else if (operation instanceof ActivationOp activation) {
      return new ActivationLayer(Activations.of(activation.function()));
    } else if (operation instanceof OutputOp output) {
      return output(output);
    } else if (operation instanceof MatchOp match) {
      return new LossLayer.Builder(new InBatchSoftmaxLoss(match.temperature()))
          .activation(Activation.IDENTITY)
          .build();
    }
    throw new AssertionError("an operation that nothing builds: " + operation);
  }

  private static PoolingType pooling(GlobalPoolOp.Kind kind) {
    return switch (kind) {
      case AVG -> PoolingType.AVG;
      case MAX -> PoolingType.MAX;
      case SUM -> PoolingType.SUM;
    };
  }

  private static DenseLayer dense(DenseOp dense) {
    DenseLayer.Builder builder =
        new FusedDense.Builder().nOut(dense.units()).activation(Activations.of(dense.activation()));
    Penalties.penalize(builder, dense.penalty());
    return builder.build();
  }

  private static OutputLayer output(OutputOp output) {
    boolean classes = output.task() instanceof Task.Classification;
    OutputLayer.Builder builder =
        switch (output.loss()) {
          case CROSS_ENTROPY ->
              new OutputLayer.Builder(classes ? LossFunction.MCXENT : LossFunction.XENT)
                  .activation(classes ? Activation.SOFTMAX : Activation.SIGMOID);
          case MSE -> new OutputLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY);
          case MAE ->
              new OutputLayer.Builder(LossFunction.MEAN_ABSOLUTE_ERROR)
                  .activation(Activation.IDENTITY);
          case HUBER -> new OutputLayer.Builder(new HuberLoss()).activation(Activation.IDENTITY);
        };
    builder.nOut(output.task().outputs());
    Penalties.penalize(builder, output.penalty());
    return builder.build();
  }

  private static Layer dropout(DropoutOp dropout, Shape in) {
    return in.isSequence()
        ? new SequenceDropout(dropout(dropout))
        : new DropoutLayer.Builder(dropout(dropout)).build();
  }

  /** Deeplearning4j counts the probability of keeping, but for noise. */
  private static IDropout dropout(DropoutOp dropout) {
    double rate = dropout.rate();
    return switch (dropout.kind()) {
      case STANDARD -> new Dropout(1 - rate);
      case SPATIAL -> new SpatialDropout(1 - rate);
      case ALPHA -> new AlphaDropout(1 - rate);
      case GAUSSIAN -> new GaussianDropout(rate);
    };
  }
}
