package io.sonde.search.space;

/** How the values of a numeric domain are spread: which transformation makes them uniform. */
public enum Scale {
  /** Every value alike. */
  LINEAR("linear") {
    @Override
    public double toModel(double value) {
      return value;
    }

    @Override
    public double fromModel(double model) {
      return model;
    }
  },
  /** Uniform in log(x); for values above zero, such as learning rates. */
  LOG("log") {
    @Override
    public double toModel(double value) {
      return Math.log(value);
    }

    @Override
    public double fromModel(double model) {
      return Math.exp(model);
    }
  },
  /** Uniform in −log(1 − x); for values below one, such as betas and momenta. Rises with x. */
  LOG1M("log1m") {
    @Override
    public double toModel(double value) {
      return -Math.log1p(-value);
    }

    @Override
    public double fromModel(double model) {
      return -Math.expm1(-model);
    }
  };

  private final String word;

  Scale(String word) {
    this.word = word;
  }

  /** The word for this scale in a spec. */
  public String word() {
    return word;
  }

  /** From a value in its own unit to the coordinate in which it is uniform; strictly rising. */
  public abstract double toModel(double value);

  /** The inverse of {@link #toModel}. */
  public abstract double fromModel(double model);
}
