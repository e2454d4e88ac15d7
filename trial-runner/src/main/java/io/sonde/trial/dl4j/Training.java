package io.sonde.trial.dl4j;

import io.sonde.trial.dl4j.inherit.Inheritance;
import io.sonde.trial.dl4j.inherit.NotInheritableException;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.NetworkGraph;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One network learning from one data set, an epoch at a time. Belongs to one thread; a process has
 * one at a time. The same configuration, data, seed and number of native threads give the same
 * scores.
 */
public final class Training implements AutoCloseable {
  /** Scoring the whole training part would cost a third of an epoch. */
  private static final int LEAST_SAMPLE = 1000;

  /** Examples from which an added batch normalisation has its first statistics. */
  private static final int STATISTICS_SAMPLE = 256;

  private final NetworkConfiguration configuration;
  private final TrainingData data;
  private final Scorer scorer;
  private final long seed;
  private final ComputationGraph network;
  private final EpochTrainer trainer;
  private Optional<Runnable> firstStep = Optional.empty();
  private Optional<MagnitudeMask> mask = Optional.empty();
  private Optional<INDArray> kept = Optional.empty();
  private int epochs;

  /** Builds the network and draws its weights. */
  public Training(
      NetworkConfiguration configuration, NetworkGraph graph, TrainingData data, long seed) {
    this(configuration, data, seed, weights -> NetworkBuilder.build(configuration, graph, weights));
    ClassWeighting.apply(
        network, configuration.training().classWeights(), data.training().targets());
  }

  private Training(
      NetworkConfiguration configuration,
      TrainingData data,
      long seed,
      LongFunction<ComputationGraph> network) {
    SplittableRandom seeds = new SplittableRandom(seed);
    this.configuration = configuration;
    this.data = data;
    this.scorer = new Scorer(data);
    this.seed = seed;
    this.network = network.apply(seeds.nextLong());
    this.trainer = new EpochTrainer(this.network, configuration.training(), data.training(), seeds);
  }

  /**
   * Goes on where a checkpoint was taken, exactly as if there had been no pause.
   *
   * @param seed the one with which the training began
   */
  public static Training from(
      Checkpoint checkpoint, NetworkConfiguration configuration, TrainingData data, long seed) {
    Training training = new Training(configuration, data, seed, weights -> checkpoint.network());
    training.trainer.skip(checkpoint.epochs());
    training.epochs = checkpoint.epochs();
    training.kept = checkpoint.kept();
    if (!checkpoint.masks().isEmpty()) {
      training.mask = Optional.of(new MagnitudeMask(training.network, checkpoint.masks()));
    }
    return training;
  }

  /** What it takes to go on from here. It refers to this training and is no copy. */
  public Checkpoint checkpoint() {
    return new Checkpoint(network, epochs, kept, mask.map(MagnitudeMask::masks).orElse(List.of()));
  }

  /** Whether there are epochs left. */
  public boolean hasNext() {
    return epochs < configuration.epochs();
  }

  /**
   * Trains one epoch more and scores it.
   *
   * @throws DivergedException when the loss is no number any more
   */
  public Epoch next() throws DivergedException {
    epochs++;
    trainer.train(epochs, this::updated);
    double ratio = configuration.compression().ratio();
    if (mask.isEmpty() && ratio > 0) {
      mask = Optional.of(new MagnitudeMask(network, ratio));
    }
    return score();
  }

  private void updated() {
    firstStep.ifPresent(Runnable::run);
    firstStep = Optional.empty();
    mask.ifPresent(MagnitudeMask::apply);
  }

  private Epoch score() throws DivergedException {
    Score validation = score(data.validation(), data.validation().size());
    if (!validation.isFinite()) {
      throw new DivergedException(epochs, validation.loss());
    }
    int sample = Math.max(LEAST_SAMPLE, data.validation().size());
    Score training = score(data.training(), sample);
    return new Epoch(epochs, validation, training, mask.map(MagnitudeMask::sparsity).orElse(0.0));
  }

  /**
   * Starts from a parent's weights instead of the drawn ones. For a training that has not begun.
   *
   * @throws NotInheritableException when the model is not that of the parent's configuration; the
   *     drawn weights stay
   */
  public void inherit(Inheritance inheritance, ComputationGraph parent)
      throws NotInheritableException {
    if (epochs > 0) {
      throw new IllegalStateException("the training has gone through " + epochs + " epochs");
    }
    inheritance.apply(parent, network, Inheritance.SPREAD, seed);
    int count = Math.min(STATISTICS_SAMPLE, data.training().size());
    try (Batch batch = data.training().batch(IntStream.range(0, count).toArray())) {
      inheritance.adjust(network, batch::inputs);
    }
  }

  /** Calls once, after the first step of the training. */
  public void onFirstStep(Runnable listener) {
    firstStep = Optional.of(listener);
  }

  /** Remembers the network as it is now. */
  public void keep() {
    kept.ifPresent(INDArray::close);
    kept = Optional.of(network.params().dup());
  }

  /** Scores what {@link #keep} remembered, or else the present network, on the test part. */
  public Score test() {
    kept.ifPresent(network::setParams);
    return score(data.test(), data.test().size());
  }

  /** How long the present network takes for one prediction. */
  public Latency latency() {
    return Latency.of(network, data.validation());
  }

  private Score score(Tensors examples, int count) {
    return scorer.score(network, examples, count);
  }

  /** The network as it is now. */
  public ComputationGraph network() {
    return network;
  }

  /** Frees the memory outside the Java heap. */
  @Override
  public void close() {
    mask.ifPresent(MagnitudeMask::close);
    kept.ifPresent(INDArray::close);
    network.close();
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }
}
