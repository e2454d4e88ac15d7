package io.sonde.trial.dl4j;

/** A loss that is no number any more; the message names the epoch. */
public final class DivergedException extends Exception {
  private static final long serialVersionUID = 1L;

  DivergedException(int epoch, double loss) {
    super(
        "the loss became %s in epoch %d; a smaller learning rate often helps"
            .formatted(Double.isNaN(loss) ? "NaN" : "infinite", epoch));
  }
}
