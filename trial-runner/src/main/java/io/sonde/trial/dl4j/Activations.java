package io.sonde.trial.dl4j;

import io.sonde.trial.network.graph.ActivationFunction;
import org.nd4j.linalg.activations.Activation;

/** ND4J's activation functions for ours. */
final class Activations {
  private Activations() {}

  static Activation of(ActivationFunction function) {
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
