package io.sonde.trial.network;

/** From which distribution weights start, by the words of a spec. */
public enum Initialization {
  /** Normal with variance 2 / (in + out) (Glorot and Bengio 2010). */
  XAVIER,
  /** Uniform with variance 2 / (in + out). */
  XAVIER_UNIFORM,
  /** Normal with variance 2 / in (He and others 2015). */
  RELU,
  /** Uniform with variance 2 / in. */
  RELU_UNIFORM,
  /** Normal with variance 1 / in. */
  LECUN_NORMAL,
  /** Uniform with variance 1 / in. */
  LECUN_UNIFORM
}
