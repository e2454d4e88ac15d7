package io.sonde.trial.dl4j;

import io.sonde.trial.dl4j.inherit.Inheritance;
import io.sonde.trial.dl4j.inherit.NotInheritableException;
import io.sonde.trial.dl4j.pruning.Pruning;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.NetworkGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private final NetworkGraph graph;
  private final TrainingData data;
  private final Scorer scorer;
  private final long seed;
  private final EpochTrainer trainer;
  private final Pruning pruning;
  private final Map<String, Double> scores = new LinkedHashMap<>();
  private ComputationGraph network;
  private Optional<Runnable> firstStep = Optional.empty();
  private Optional<INDArray> kept = Optional.empty();
  private int epochs;

  /** Builds the network and draws its weights. */
  public Training(
      NetworkConfiguration configuration, NetworkGraph graph, TrainingData data, long seed) {
    this(configuration, graph, data, seed, weights -> built(configuration, graph, data, weights));
  }

  private Training(
      NetworkConfiguration configuration,
      NetworkGraph graph,
      TrainingData data,
      long seed,
      LongFunction<ComputationGraph> network) {
    SplittableRandom seeds = new SplittableRandom(seed);
    this.configuration = configuration;
    this.graph = graph;
    this.data = data;
    this.pruning =
        Pruning.of(
            configuration.compression(),
            graph,
            smaller -> built(configuration, smaller, data, seed));
    this.scorer = new Scorer(data);
    this.seed = seed;
    this.network = network.apply(seeds.nextLong());
    this.trainer = new EpochTrainer(configuration.training(), data.training(), seeds);
    trainer.attach(this.network);
  }

  private static ComputationGraph built(
      NetworkConfiguration configuration, NetworkGraph graph, TrainingData data, long seed) {
    ComputationGraph network = NetworkBuilder.build(configuration, graph, seed);
    ClassWeighting.apply(
        network, configuration.training().classWeights(), data.training().targets());
    return network;
  }

  /**
   * Goes on where a checkpoint was taken, exactly as if there had been no pause.
   *
   * @param seed the one with which the training began
   */
  public static Training from(
      Checkpoint checkpoint, NetworkConfiguration configuration, TrainingData data, long seed) {
    NetworkGraph graph = configuration.graph(data.facts());
    Training training =
        new Training(configuration, graph, data, seed, weights -> checkpoint.network());
    training.trainer.skip(checkpoint.epochs());
    training.epochs = checkpoint.epochs();
    training.kept = checkpoint.kept();
    training.scores.putAll(checkpoint.scores());
    training.pruning.resume(training.network, training.epochs, checkpoint.masks());
    return training;
  }

  /** What it takes to go on from here. It refers to this training and is no copy. */
  public Checkpoint checkpoint() {
    return new Checkpoint(network, epochs, kept, pruning.masks(), scores);
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
    trainer.train(network, epochs, this::updated);
    if (pruning.due(epochs)) {
      prune();
    }
    return score();
  }

  /** Takes the score of the network that was, and goes on with the one that is. */
  private void prune() {
    if (scores.isEmpty()) {
      scores.putAll(told(validate(), Epoch.Phase.BEFORE_PRUNING.suffix()));
    }
    network = pruning.prune(network, epochs);
    trainer.attach(network);
    // What was kept is of the larger network.
    kept.ifPresent(INDArray::close);
    kept = Optional.empty();
    if (phase() == Epoch.Phase.COMPLETE) {
      scores.putAll(told(validate(), "_after_pruning"));
    }
  }

  private Epoch.Phase phase() {
    if (epochs >= configuration.compression().complete()) {
      return Epoch.Phase.COMPLETE;
    }
    return scores.isEmpty() ? Epoch.Phase.BEFORE_PRUNING : Epoch.Phase.WHILE_PRUNING;
  }

  private static Map<String, Double> told(Score score, String suffix) {
    Map<String, Double> told = new LinkedHashMap<>();
    score.metrics("").forEach((name, value) -> told.put(name + suffix, value));
    return told;
  }

  private void updated() {
    firstStep.ifPresent(Runnable::run);
    firstStep = Optional.empty();
    pruning.afterUpdate();
  }

  private Epoch score() throws DivergedException {
    Score validation = validate();
    if (!validation.isFinite()) {
      throw new DivergedException(epochs, validation.loss());
    }
    int sample = Math.max(LEAST_SAMPLE, data.validation().size());
    Score training = score(data.training(), sample);
    Map<String, Double> told = new LinkedHashMap<>(pruning.sizes());
    if (pruning.due(epochs)) {
      told.putAll(scores);
    }
    return new Epoch(epochs, validation, training, phase(), told);
  }

  private Score validate() {
    return score(data.validation(), data.validation().size());
  }

  /**
   * What a pruning came to, by metric: scores before it, right after it, and sizes before it and
   * now. Empty before it began, and where nothing is pruned.
   */
  public Map<String, Double> pruned() {
    Map<String, Double> pruned = new LinkedHashMap<>(scores);
    pruned.putAll(pruning.sizes());
    if (!pruned.isEmpty()) {
      String suffix = Epoch.Phase.BEFORE_PRUNING.suffix();
      graph.sizes().forEach((name, value) -> pruned.put(name + suffix, value));
    }
    return pruned;
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

  /** Starts from the model that a folder keeps, like the other form of this method. */
  public void inherit(Inheritance inheritance, Path folder)
      throws NotInheritableException, IOException {
    ComputationGraph parent = KeptModel.network(folder);
    try {
      inherit(inheritance, parent);
    } finally {
      parent.close();
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

  /**
   * How long one prediction took before anything was taken out of the network, by one of the same
   * shapes; empty where nothing was.
   */
  public Optional<Latency> latencyBeforePruning() {
    if (pruning.sizes().isEmpty()) {
      return Optional.empty();
    }
    ComputationGraph whole = NetworkBuilder.build(configuration, graph, seed);
    try {
      return Optional.of(Latency.of(whole, data.validation()));
    } finally {
      whole.close();
    }
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
    pruning.close();
    kept.ifPresent(INDArray::close);
    network.close();
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }
}
