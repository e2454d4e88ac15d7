package io.sonde.trial.dl4j;

import io.sonde.trial.data.Task;
import io.sonde.trial.dl4j.layer.InputGradients;
import io.sonde.trial.network.Clipping;
import io.sonde.trial.network.TrainingSettings;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Takes a network through the training part once at a time: shuffles the examples, changes them,
 * and updates the network batch by batch.
 */
final class EpochTrainer {
  private final TrainingSettings settings;
  private final Tensors examples;
  private final SplittableRandom shuffling;
  private final long noise;
  private final int[] order;

  /**
   * A trainer before its first epoch.
   *
   * @param seeds of shuffling, dropout and augmentation
   */
  EpochTrainer(TrainingSettings settings, Tensors examples, SplittableRandom seeds) {
    this.settings = settings;
    this.examples = examples;
    this.shuffling = seeds.split();
    this.noise = seeds.nextLong();
    this.order = IntStream.range(0, examples.size()).toArray();
  }

  /** Makes a network ready to be trained here. */
  void attach(ComputationGraph network) {
    InputGradients.spare(network);
    if (!settings.clipping().equals(Clipping.NONE)) {
      network.setListeners(new GradientClipping(settings.clipping()));
    }
  }

  /** Goes on as if some epochs had been trained already. */
  void skip(int epochs) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      shuffle();
    }
  }

  /**
   * Trains one epoch.
   *
   * @param network one that was attached
   * @param number of the epoch, from 1
   * @param afterUpdate called after each update
   * @throws DivergedException when the loss is no number any more
   */
  void train(ComputationGraph network, int number, Runnable afterUpdate) throws DivergedException {
    shuffle();
    // What layers draw, such as a dropout, hangs on the epoch alone and not on what ran before it.
    Nd4j.getRandom().setSeed(noise + number);
    Task task = examples.targets().task();
    ExampleChanges changes = ExampleChanges.of(settings, task, noise, number);
    for (int from = 0; from < order.length; from += settings.batchSize()) {
      int to = Math.min(order.length, from + settings.batchSize());
      try (Batch batch = examples.batch(Arrays.copyOfRange(order, from, to), changes)) {
        network.fit(batch.inputs(), batch.targets(), batch.masks(), null);
      }
      afterUpdate.run();
      if (!Double.isFinite(network.score())) {
        throw new DivergedException(number, network.score());
      }
    }
    network.incrementEpochCount();
  }

  private void shuffle() {
    for (int i = order.length - 1; i > 0; i--) {
      int j = shuffling.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
