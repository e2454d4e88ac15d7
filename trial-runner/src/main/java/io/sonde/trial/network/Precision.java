package io.sonde.trial.network;

/** The numbers that a network computes with. */
public enum Precision {
  /** 32 bits. */
  FLOAT,
  /** 16 bits, IEEE 754; what is below 6e-8 is 0 in them. */
  HALF,
  /** 16 bits with the range of 32; Deeplearning4j 1.0.0-M2.1 cannot train with them. */
  BFLOAT16
}
