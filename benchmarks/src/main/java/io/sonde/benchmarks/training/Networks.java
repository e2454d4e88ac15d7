package io.sonde.benchmarks.training;

import io.sonde.trial.dl4j.layer.FusedDense;
import io.sonde.trial.dl4j.layer.FusedLstm;
import io.sonde.trial.dl4j.layer.Gru;
import io.sonde.trial.dl4j.layer.InputGradients;
import io.sonde.trial.dl4j.layer.MaxPooling;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The networks that {@code pytorch_training.py} has too. A name that ends with {@code -plain} is
 * the same network of nothing but Deeplearning4j's own layers.
 */
final class Networks {
  static final int CLASSES = 10;
  private static final int[] TWO = {2, 2};

  private Networks() {}

  static ComputationGraph build(String name) {
    var builder =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .weightInit(WeightInit.XAVIER)
            .updater(new Adam(1e-3))
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(input(name));
    String last = "in";
    List<Layer> layers = layers(name);
    for (int i = 0; i < layers.size(); i++) {
      builder.addLayer("layer" + i, layers.get(i), last);
      last = "layer" + i;
    }
    Layer output =
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(CLASSES)
            .activation(Activation.SOFTMAX)
            .build();
    ComputationGraphConfiguration configuration =
        builder.addLayer("out", output, last).setOutputs("out").build();
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    InputGradients.spare(network);
    return network;
  }

  /** The shape of a batch. */
  static long[] shape(String name) {
    return switch (kind(name)) {
      case "mlp" -> new long[] {128, 784};
      case "cnn" -> new long[] {64, 1, 28, 28};
      default -> new long[] {32, 32, 100};
    };
  }

  private static String kind(String name) {
    return name.split("-", 2)[0];
  }

  private static InputType input(String name) {
    long[] shape = shape(name);
    return switch (kind(name)) {
      case "mlp" -> InputType.feedForward(shape[1]);
      case "cnn" -> InputType.convolutional(shape[2], shape[3], shape[1]);
      default -> InputType.recurrent(shape[1], shape[2]);
    };
  }

  private static List<Layer> layers(String name) {
    return switch (name) {
      case "mlp" -> List.of(new FusedDense.Builder().nOut(128).activation(Activation.RELU).build());
      case "mlp-plain" ->
          List.of(new DenseLayer.Builder().nOut(128).activation(Activation.RELU).build());
      case "cnn" -> List.of(convolution(16), ours(), convolution(32), ours());
      case "cnn-plain" -> List.of(convolution(16), plain(), convolution(32), plain());
      case "lstm" ->
          List.of(
              new LastTimeStep(
                  new FusedLstm.Builder().nOut(64).activation(Activation.TANH).build()));
      case "lstm-plain" ->
          List.of(
              new LastTimeStep(new LSTM.Builder().nOut(64).activation(Activation.TANH).build()));
      case "gru" -> List.of(new LastTimeStep(new Gru.Builder().nOut(64).build()));
      default ->
          throw new IllegalArgumentException(
              "expected mlp, mlp-plain, cnn, cnn-plain, lstm, lstm-plain or gru, got " + name);
    };
  }

  private static Layer convolution(int filters) {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(filters)
        .convolutionMode(ConvolutionMode.Same)
        .activation(Activation.RELU)
        .build();
  }

  private static Layer ours() {
    return new MaxPooling.Builder(TWO, TWO).build();
  }

  private static Layer plain() {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, TWO, TWO).build();
  }
}
