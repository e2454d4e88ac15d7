package io.sonde.trial.network.graph;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Words;

/** The activation functions, by the words of a spec. */
public enum ActivationFunction {
  RELU,
  LEAKY_RELU,
  ELU,
  SELU,
  GELU,
  SWISH,
  MISH,
  SOFTPLUS,
  SOFTSIGN,
  TANH,
  SIGMOID,
  HARD_TANH,
  HARD_SIGMOID,
  IDENTITY;

  /** Any of their words. */
  public static final Schema.Word SCHEMA = new Schema.Word(Words.of(ActivationFunction.class));
}
