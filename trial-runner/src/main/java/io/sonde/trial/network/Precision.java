package io.sonde.trial.network;

/** The numbers that a network computes with. */
public enum Precision {
  /** 32 bits. */
  FLOAT,
  /** 16 bits, IEEE 754. */
  HALF,
  /** 16 bits with the range of 32. */
  BFLOAT16
}
