package io.sonde.trial.dl4j;

import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import io.sonde.trial.dl4j.loss.InBatchSoftmaxLoss;
import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.Penalty;
import io.sonde.trial.network.graph.Window;
import io.sonde.trial.network.graph.op.ActivationOp;
import io.sonde.trial.network.graph.op.BatchNormOp;
import io.sonde.trial.network.graph.op.ConvolutionOp;
import io.sonde.trial.network.graph.op.DenseOp;
import io.sonde.trial.network.graph.op.DropoutOp;
import io.sonde.trial.network.graph.op.MatchOp;
import io.sonde.trial.network.graph.op.MergeOp;
import io.sonde.trial.network.graph.op.OutputOp;
import io.sonde.trial.network.graph.op.PoolOp;
import io.sonde.trial.network.graph.op.ProductOp;
import io.sonde.trial.network.graph.op.UnitLengthOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The Deeplearning4j form of each operation: a layer, or a vertex of several inputs. */
final class OperationBuilder {
  private OperationBuilder() {}

  /**
   * Adds a node to a graph.
   *
   * @param in the shapes of what it takes
   */
  static void add(GraphBuilder graph, Node node, Operation operation, List<Shape> in) {
    String[] inputs = node.inputs().toArray(String[]::new);
    Optional<GraphVertex> vertex = vertex(operation);
    if (vertex.isPresent()) {
      graph.addVertex(node.name(), vertex.get(), inputs);
    } else {
      graph.addLayer(node.name(), layer(operation, in.get(0)), inputs);
    }
  }

  /** What Deeplearning4j has as a vertex and not as a layer. */
  private static Optional<GraphVertex> vertex(Operation operation) {
    if (operation instanceof MergeOp merge) {
      return Optional.of(
          merge.kind() == MergeOp.Kind.ADD
              ? new ElementWiseVertex(ElementWiseVertex.Op.Add)
              : new MergeVertex());
    } else if (operation instanceof ProductOp) {
      return Optional.of(new ElementWiseVertex(ElementWiseVertex.Op.Product));
    } else if (operation instanceof UnitLengthOp) {
      return Optional.of(new L2NormalizeVertex());
    }
    return Optional.empty();
  }

  private static Layer layer(Operation operation, Shape in) {
    if (operation instanceof DenseOp dense) {
      return in.isSequence() ? denseByStep(dense) : dense(dense);
    } else if (operation instanceof ConvolutionOp convolution) {
      return convolution(convolution);
    } else if (operation instanceof PoolOp pool) {
      return pool(pool);
    } else if (operation instanceof BatchNormOp norm) {
      return new BatchNormalization.Builder().decay(norm.decay()).eps(norm.epsilon()).build();
    } else if (operation instanceof DropoutOp dropout) {
      return new DropoutLayer.Builder(dropout(dropout)).build();
    } else if (operation instanceof ActivationOp activation) {
      return new ActivationLayer(activation(activation.function()));
    } else if (operation instanceof OutputOp output) {
      return output(output);
    } else if (operation instanceof MatchOp match) {
      return new LossLayer.Builder(new InBatchSoftmaxLoss(match.temperature()))
          .activation(Activation.IDENTITY)
          .build();
    }
    throw new AssertionError("an operation that nothing builds: " + operation);
  }

  /** Penalties as Deeplearning4j applies them, biases left out. */
  static List<Regularization> regularization(Penalty penalty) {
    List<Regularization> result = new ArrayList<>();
    if (penalty.l1() > 0) {
      result.add(new L1Regularization(penalty.l1()));
    }
    if (penalty.l2() > 0) {
      result.add(new L2Regularization(penalty.l2()));
    }
    if (penalty.weightDecay() > 0) {
      result.add(new WeightDecay(penalty.weightDecay(), true));
    }
    return result;
  }

  private static DenseLayer dense(DenseOp dense) {
    DenseLayer.Builder builder =
        new DenseLayer.Builder().nOut(dense.units()).activation(activation(dense.activation()));
    penalize(builder, dense.penalty());
    return builder.build();
  }

  /** A convolution of one step is the same weighted sums at each step. */
  private static Convolution1DLayer denseByStep(DenseOp dense) {
    Convolution1DLayer.Builder builder =
        new Convolution1DLayer.Builder(1)
            .nOut(dense.units())
            .convolutionMode(ConvolutionMode.Same)
            .activation(activation(dense.activation()));
    penalize(builder, dense.penalty());
    return builder.build();
  }

  private static ConvolutionLayer convolution(ConvolutionOp convolution) {
    Window window = convolution.window();
    ConvolutionLayer.Builder builder =
        new ConvolutionLayer.Builder(square(window.kernel()), square(window.stride()))
            .nOut(convolution.filters())
            .hasBias(convolution.bias())
            .convolutionMode(mode(window))
            .activation(activation(convolution.activation()));
    penalize(builder, convolution.penalty());
    return builder.build();
  }

  private static SubsamplingLayer pool(PoolOp pool) {
    SubsamplingLayer.PoolingType type =
        pool.maximum() ? SubsamplingLayer.PoolingType.MAX : SubsamplingLayer.PoolingType.AVG;
    Window window = pool.window();
    return new SubsamplingLayer.Builder(type, square(window.kernel()), square(window.stride()))
        .convolutionMode(mode(window))
        .build();
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
        };
    builder.nOut(output.task().outputs());
    penalize(builder, output.penalty());
    return builder.build();
  }

  private static void penalize(BaseLayer.Builder<?> builder, Optional<Penalty> penalty) {
    penalty.ifPresent(own -> builder.regularization(regularization(own)));
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

  private static int[] square(int side) {
    return new int[] {side, side};
  }

  private static ConvolutionMode mode(Window window) {
    return window.padding() == Window.Padding.SAME
        ? ConvolutionMode.Same
        : ConvolutionMode.Truncate;
  }

  private static Activation activation(ActivationFunction function) {
    return switch (function) {
      case RELU -> Activation.RELU;
      case LEAKY_RELU -> Activation.LEAKYRELU;
      case ELU -> Activation.ELU;
      case SELU -> Activation.SELU;
      case GELU -> Activation.GELU;
      case SWISH -> Activation.SWISH;
      case MISH -> Activation.MISH;
      case SOFTPLUS -> Activation.SOFTPLUS;
      case SOFTSIGN -> Activation.SOFTSIGN;
      case TANH -> Activation.TANH;
      case SIGMOID -> Activation.SIGMOID;
      case HARD_TANH -> Activation.HARDTANH;
      case HARD_SIGMOID -> Activation.HARDSIGMOID;
      case IDENTITY -> Activation.IDENTITY;
    };
  }
}
