package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.settings.Settings;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether and how a network is pruned while it trains. Epochs count from 1. */
public sealed interface Compression {
  /** Nothing is removed. */
  Compression NONE = new None();

  /** The epoch at whose end the network is as small as it is asked to be; 0 for from the start. */
  int complete();

  /** What a ratio is a fraction of. */
  enum Scope {
    /** All of the network together, so that layers lose different parts. */
    GLOBAL,
    /** Each layer, which all lose the same part. */
    LAYER
  }

  /** By what a filter or unit is judged. */
  enum Criterion {
    /** The sum of its weights' magnitudes (Li and others 2017). */
    L1,
    /** The root of the sum of its weights' squares. */
    L2,
    /** The magnitude of its scale in the batch normalisation behind it (Liu and others 2017). */
    BATCH_NORM_SCALE
  }

  /** No pruning. */
  record None() implements Compression {
    @Override
    public int complete() {
      return 0;
    }
  }

  /**
   * Single weights of the smallest magnitude are held at 0 (Han and others 2015).
   *
   * @param ratio the fraction of weights that is removed
   * @param start the epoch at whose end the first are removed
   * @param end the epoch at whose end the last are; the same as {@code start} for all at once
   */
  record Magnitude(double ratio, Scope scope, int start, int end) implements Compression {
    public Magnitude {
      if (!(ratio >= 0 && ratio < 1) || start < 1 || end < start) {
        throw new IllegalArgumentException(
            "a ratio from 0 to below 1, and epochs in their order from 1, got %s, %d and %d"
                .formatted(ratio, start, end));
      }
    }

    @Override
    public int complete() {
      return end;
    }

    /**
     * The fraction that is removed at the end of an epoch: it rises from 0 to the ratio by the
     * cubic curve of Zhu and Gupta (2017, "To prune, or not to prune", equation 1), fast while
     * there is much to spare.
     */
    public double ratioAfter(int epoch) {
      if (epoch < start) {
        return 0;
      }
      double left = 1 - Math.min(1, (epoch - start + 1.0) / (end - start + 1));
      return ratio * (1 - left * left * left);
    }
  }

  /**
   * Whole filters of convolutions and units of dense layers are taken out.
   *
   * @param ratio the fraction of them that is removed
   * @param at the epoch at whose end they are
   */
  record Structured(double ratio, Criterion criterion, int at, Scope scope) implements Compression {
    public Structured {
      if (!(ratio >= 0 && ratio < 1) || at < 1) {
        throw new IllegalArgumentException(
            "a ratio from 0 to below 1, and an epoch from 1, got %s and %d".formatted(ratio, at));
      }
    }

    @Override
    public int complete() {
      return at;
    }
  }

  /** What may stand under {@code compression}. */
  static Schema.Variant schema() {
    Map<String, Schema.Mapping> variants = new LinkedHashMap<>();
    variants.put("none", Schema.mapping().closed());
    variants.put("magnitude", CompressionReader.MAGNITUDE);
    variants.put("structured", CompressionReader.STRUCTURED);
    return new Schema.Variant("compression", variants);
  }

  /**
   * Reads it.
   *
   * @param epochs of the whole training
   */
  static Compression read(Settings.Branch branch, int epochs) {
    return new CompressionReader(branch.settings(), epochs).read(branch.name());
  }
}
