package io.sonde.trial.dl4j;

import io.sonde.trial.network.Activate;
import io.sonde.trial.network.ActivationFunction;
import io.sonde.trial.network.BatchNormalization;
import io.sonde.trial.network.Convolution;
import io.sonde.trial.network.Dense;
import io.sonde.trial.network.Dropout;
import io.sonde.trial.network.Layer;
import io.sonde.trial.network.Output;
import io.sonde.trial.network.Penalty;
import io.sonde.trial.network.Pooling;
import io.sonde.trial.network.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Deeplearning4j's layers for ours. One of ours may become two of theirs, or none. */
final class LayerBuilder {
  private LayerBuilder() {}

  static List<org.deeplearning4j.nn.conf.layers.Layer> build(Layer layer) {
    if (layer instanceof Dense dense) {
      return withDropout(dense(dense), dense.dropout());
    } else if (layer instanceof Convolution convolution) {
      return withDropout(convolution(convolution), convolution.dropout());
    } else if (layer instanceof Pooling pooling) {
      return List.of(pooling(pooling));
    } else if (layer instanceof BatchNormalization normalization) {
      return List.of(normalization(normalization));
    } else if (layer instanceof Dropout dropout) {
      return dropout(dropout.rate());
    } else if (layer instanceof Activate activate) {
      return List.of(new ActivationLayer(activation(activate.function())));
    } else if (layer instanceof Output output) {
      return List.of(output(output));
    }
    throw new AssertionError("a layer that nothing builds: " + layer);
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

  private static DenseLayer dense(Dense dense) {
    DenseLayer.Builder builder =
        new DenseLayer.Builder().nOut(dense.units()).activation(activation(dense.activation()));
    penalize(builder, dense.penalty());
    return builder.build();
  }

  private static ConvolutionLayer convolution(Convolution convolution) {
    Window window = convolution.window();
    ConvolutionLayer.Builder builder =
        new ConvolutionLayer.Builder(square(window.kernel()), square(window.stride()))
            .nOut(convolution.filters())
            .convolutionMode(mode(window))
            .activation(activation(convolution.activation()));
    penalize(builder, convolution.penalty());
    return builder.build();
  }

  private static SubsamplingLayer pooling(Pooling pooling) {
    SubsamplingLayer.PoolingType type =
        pooling.maximum() ? SubsamplingLayer.PoolingType.MAX : SubsamplingLayer.PoolingType.AVG;
    Window window = pooling.window();
    return new SubsamplingLayer.Builder(type, square(window.kernel()), square(window.stride()))
        .convolutionMode(mode(window))
        .build();
  }

  private static org.deeplearning4j.nn.conf.layers.BatchNormalization normalization(
      BatchNormalization normalization) {
    return new org.deeplearning4j.nn.conf.layers.BatchNormalization.Builder()
        .decay(normalization.decay())
        .eps(normalization.epsilon())
        .build();
  }

  private static OutputLayer output(Output output) {
    OutputLayer.Builder builder =
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(output.classes())
            .activation(Activation.SOFTMAX);
    penalize(builder, output.penalty());
    return builder.build();
  }

  private static void penalize(BaseLayer.Builder<?> builder, Optional<Penalty> penalty) {
    penalty.ifPresent(own -> builder.regularization(regularization(own)));
  }

  private static List<org.deeplearning4j.nn.conf.layers.Layer> withDropout(
      org.deeplearning4j.nn.conf.layers.Layer layer, double rate) {
    List<org.deeplearning4j.nn.conf.layers.Layer> layers = new ArrayList<>(List.of(layer));
    layers.addAll(dropout(rate));
    return layers;
  }

  /** Deeplearning4j counts the probability of keeping. */
  private static List<org.deeplearning4j.nn.conf.layers.Layer> dropout(double rate) {
    return rate > 0 ? List.of(new DropoutLayer.Builder(1 - rate).build()) : List.of();
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
