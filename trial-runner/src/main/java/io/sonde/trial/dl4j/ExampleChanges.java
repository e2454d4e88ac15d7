package io.sonde.trial.dl4j;

import io.sonde.trial.data.Input;
import io.sonde.trial.data.Task;
import io.sonde.trial.network.Augmentation;
import io.sonde.trial.network.TrainingSettings;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What is changed in examples before a network learns from them in one epoch: images at random,
 * targets by label smoothing. What is drawn for an example hangs on the seed, the epoch and the
 * example alone, so a training that was interrupted draws the same.
 */
final class ExampleChanges {
  /** Nothing is changed. */
  static final ExampleChanges NONE = new ExampleChanges(Augmentation.NONE, 0, false, 0);

  /** Odd, and not what SplittableRandom itself counts by, so that no two streams overlap. */
  private static final long APART = 0xD1342543DE82EF95L;

  private final Augmentation augmentation;
  private final double smoothing;
  private final boolean classes;
  private final long seed;

  private ExampleChanges(Augmentation augmentation, double smoothing, boolean classes, long seed) {
    this.augmentation = augmentation;
    this.smoothing = smoothing;
    this.classes = classes;
    this.seed = seed;
  }

  /** The changes of one epoch. */
  static ExampleChanges of(TrainingSettings settings, Task task, long seed, int epoch) {
    return new ExampleChanges(
        settings.augmentation(),
        settings.labelSmoothing(),
        task instanceof Task.Classification,
        new SplittableRandom(seed + epoch).nextLong());
  }

  /** The rows at these indices, changed; empty where an input stays as it is. */
  Optional<float[][]> rows(Input input, int[] indices) {
    if (augmentation.equals(Augmentation.NONE) || !input.shape().isImage()) {
      return Optional.empty();
    }
    Augmenter augmenter = new Augmenter(augmentation, input.shape());
    float[][] rows = new float[indices.length][];
    for (int i = 0; i < rows.length; i++) {
      SplittableRandom random = new SplittableRandom(seed + indices[i] * APART);
      rows[i] = augmenter.apply(input.rows()[indices[i]], random);
    }
    return Optional.of(rows);
  }

  /**
   * A target smoothed: a part of it is spread evenly over all classes, or between having a label
   * and not having it.
   */
  float[] target(float[] target) {
    if (smoothing == 0) {
      return target;
    }
    float[] smooth = new float[target.length];
    double even = smoothing / (classes ? target.length : 2);
    for (int i = 0; i < smooth.length; i++) {
      smooth[i] = (float) (target[i] * (1 - smoothing) + even);
    }
    return smooth;
  }
}
