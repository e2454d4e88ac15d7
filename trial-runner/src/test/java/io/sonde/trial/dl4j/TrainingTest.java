package io.sonde.trial.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sonde.trial.data.Dataset;
import io.sonde.trial.data.Examples;
import io.sonde.trial.data.Preprocessing;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Targets;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.InfeasibleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class TrainingTest {
  private static final Shape SHAPE = Shape.flat(4);
  private final TrainingData data =
      TrainingData.of(
          new Dataset(blobs(120, 1), blobs(40, 2), blobs(40, 3), Preprocessing.none(blobs(2, 1))));

  @AfterEach
  void free() {
    data.close();
  }

  /** Two clouds of points that a line can part. */
  private static Examples blobs(int size, long seed) {
    Random random = new Random(seed);
    float[][] features = new float[size][4];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i % 2;
      for (int j = 0; j < 4; j++) {
        features[i][j] = (float) (random.nextGaussian() + (labels[i] == 0 ? -1.5 : 1.5));
      }
    }
    return Examples.of(SHAPE, features, new Targets.Classes(labels, List.of("left", "right")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd",
        "nesterovs",
        "adam",
        "adamax",
        "amsgrad",
        "nadam",
        "adagrad",
        "adadelta",
        "rmsprop"
      })
  void everyOptimizerLearns(String optimizer) throws DivergedException {
    Map<String, Object> settings =
        optimizer.equals("adadelta") ? Map.of() : Map.of("learning_rate", 0.02);
    List<Epoch> epochs = train(tree(10, Map.of(optimizer, settings)), 7);
    assertThat(epochs.get(9).validation().loss()).isLessThan(epochs.get(0).validation().loss());
    assertThat(epochs.get(9).validation().other("accuracy")).isGreaterThan(0.8);
  }

  @Test
  void theSameSeedGivesTheSameMetrics() throws DivergedException {
    Map<String, Object> tree =
        Map.of(
            "training", Map.of("epochs", 3L),
            "network",
                List.of(
                    Map.of("dense", Map.of("units", 8L)), Map.of("dropout", Map.of("rate", 0.5))));
    assertThat(train(tree, 7)).isEqualTo(train(tree, 7)).isNotEqualTo(train(tree, 8));
  }

  static List<Arguments> schedules() {
    return List.of(
        arguments("constant", Map.of(), List.of(1.0, 1.0, 1.0, 1.0)),
        arguments("step", Map.of("every", 2L, "factor", 0.5), List.of(1.0, 1.0, 0.5, 0.5)),
        arguments("constant", Map.of("warmup", 2L), List.of(1 / 3.0, 2 / 3.0, 1.0, 1.0)),
        arguments("step", Map.of("every", 1L, "warmup", 1L), List.of(0.5, 1.0, 0.5, 0.25)),
        arguments("cosine", Map.of(), List.of(1.0, 0.853553, 0.5, 0.146447)),
        arguments(
            "cosine", Map.of("floor", 0.2, "warmup", 0.5), List.of(1 / 3.0, 2 / 3.0, 1.0, 0.6)),
        arguments("exponential", Map.of("decay", 0.5), List.of(1.0, 0.5, 0.25, 0.125)),
        arguments("polynomial", Map.of("power", 1L), List.of(1.0, 0.75, 0.5, 0.25)),
        arguments(
            "inverse", Map.of("decay", 1L, "power", 1L), List.of(1.0, 1 / 2.0, 1 / 3.0, 0.25)),
        arguments(
            "sigmoid",
            Map.of("steepness", 1L, "middle", 1L),
            List.of(0.731059, 0.5, 0.268941, 0.119203)),
        arguments(
            "cycle",
            Map.of("peak", 3L, "annealing", 0L, "floor", 1L),
            List.of(1.0, 2.0, 3.0, 2.0)));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void schedulesChangeTheLearningRateByEpoch(
      String name, Map<String, Object> settings, List<Double> factors) throws DivergedException {
    double rate = 0.001;
    Map<String, Object> sgd = Map.of("learning_rate", rate, "schedule", Map.of(name, settings));
    try (Training training = training(tree(4, Map.of("sgd", sgd)), 1)) {
      for (double factor : factors) {
        assertThat(training.network().getLearningRate("0_output") / rate)
            .isCloseTo(factor, within(1e-5));
        training.next();
      }
    }
  }

  @Test
  void aScheduleReallyReachesTheUpdates() throws DivergedException {
    Map<String, Object> vanishing =
        Map.of(
            "learning_rate", 0.1, "schedule", Map.of("step", Map.of("every", 1L, "factor", 0.0)));
    List<Epoch> epochs = train(tree(3, Map.of("sgd", vanishing)), 1);
    assertThat(epochs.get(1).validation()).isEqualTo(epochs.get(0).validation());
    assertThat(epochs.get(2).validation()).isEqualTo(epochs.get(0).validation());
  }

  @Test
  void aCycleNeedsEpochs() {
    Map<String, Object> sgd = Map.of("schedule", Map.of("cycle", Map.of()));
    assertThatThrownBy(() -> train(tree(1, Map.of("sgd", sgd)), 1))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("a cycle needs two epochs");
  }

  @Test
  void penaltiesShrinkWeights() throws DivergedException {
    double free = norm(Map.of("learning_rate", 0.1));
    assertThat(norm(Map.of("learning_rate", 0.1, "l2", 0.5))).isLessThan(free);
    assertThat(norm(Map.of("learning_rate", 0.1, "l1", 0.1))).isLessThan(free);
    assertThat(norm(Map.of("learning_rate", 0.1, "weight_decay", 0.5))).isLessThan(free);
  }

  private double norm(Map<String, Object> sgd) throws DivergedException {
    try (Training training = training(tree(3, Map.of("sgd", sgd)), 1)) {
      while (training.hasNext()) {
        training.next();
      }
      return training.network().getParam("0_output_W").norm2Number().doubleValue();
    }
  }

  @Test
  void compressionHoldsTheSmallestWeightsAtZero() throws DivergedException {
    Map<String, Object> tree =
        Map.of(
            "training", Map.of("epochs", 4L, "batch_size", 16L),
            "optimizer", Map.of("adam", Map.of("learning_rate", 0.02)),
            "network", List.of(Map.of("dense", Map.of("units", 20L))),
            "compression", Map.of("magnitude", Map.of("ratio", 0.5)));
    try (Training training = training(tree, 1)) {
      while (training.hasNext()) {
        Epoch epoch = training.next();
        assertThat(epoch.metrics().get("sparsity")).isCloseTo(0.5, within(0.01));
        assertThat(zeros(training)).isEqualTo(60);
      }
      assertThat(training.test().other("accuracy")).isGreaterThan(0.8);
    }
  }

  @Test
  void weightsAreRemovedByTheCubicCurveAndScoresCountOnceAllAre() throws DivergedException {
    Map<String, Object> gradual =
        Map.of("ratio", 0.8, "schedule", "gradual", "start", 2L, "end", 5L);
    Map<String, Object> tree =
        Map.of(
            "training", Map.of("epochs", 6L, "batch_size", 16L),
            "network", List.of(Map.of("dense", Map.of("units", 50L))),
            "compression", Map.of("magnitude", gradual));
    List<Double> sparsities = new ArrayList<>();
    List<Epoch> epochs = train(tree, 1);
    for (Epoch epoch : epochs) {
      sparsities.add(epoch.metrics().getOrDefault("sparsity", 0.0));
    }
    // 0.8 · (1 − (1 − t/4)³) for t = 1, 2, 3, 4; of 300 weights
    assertThat(sparsities).containsExactly(0.0, 139 / 300.0, 0.7, 236 / 300.0, 0.8, 0.8);
    assertThat(epochs.get(0).metrics()).containsKey("accuracy_before_pruning");
    assertThat(epochs.get(1).metrics())
        .containsKeys("accuracy_while_pruning", "accuracy_before_pruning")
        .doesNotContainKeys("accuracy", "loss", "training_loss");
    Map<String, Double> done = epochs.get(4).metrics();
    assertThat(done.get("accuracy")).isEqualTo(done.get("accuracy_after_pruning"));
    assertThat(done).containsEntry("nonzero_parameters", 352 - 240.0);
    assertThat(epochs.get(5).metrics())
        .containsKey("accuracy")
        .doesNotContainKeys("accuracy_before_pruning", "accuracy_after_pruning");
  }

  @Test
  void aRatioOfEachLayerLeavesEachItsPart() throws DivergedException {
    Map<String, Object> tree =
        Map.of(
            "training", Map.of("epochs", 2L),
            "network", List.of(Map.of("dense", Map.of("units", 20L))),
            "compression", Map.of("magnitude", Map.of("ratio", 0.25, "scope", "layer")));
    try (Training training = training(tree, 1)) {
      training.next();
      training.next();
      for (String name : List.of("0_dense_W", "1_output_W")) {
        INDArray weights = training.network().getParam(name);
        assertThat(weights.eq(0).castTo(DataType.INT32).sumNumber().longValue())
            .as(name)
            .isEqualTo(weights.length() / 4);
      }
    }
  }

  @Test
  void unitsAreReallyGoneAndTheirTrainingGoesOn() throws DivergedException {
    Map<String, Object> tree =
        Map.of(
            "training", Map.of("epochs", 6L, "batch_size", 8L),
            "optimizer", Map.of("adam", Map.of("learning_rate", 0.02)),
            "network", List.of(Map.of("dense", Map.of("units", 20L))),
            "compression", Map.of("structured", Map.of("ratio", 0.75, "at", 2L)));
    try (Training training = training(tree, 1)) {
      assertThat(training.next().metrics()).doesNotContainKeys("accuracy", "parameters");
      training.keep();
      assertThat(training.next().metrics())
          .containsKeys("accuracy", "accuracy_before_pruning", "accuracy_after_pruning")
          .containsEntry("parameters", 5 * 5 + 6 * 2.0)
          .containsEntry("flops", 2.0 * (4 * 5 + 5 * 2))
          .containsEntry("model_bytes", 4 * 37.0)
          .containsEntry("sparsity", 1 - 37 / 142.0);
      assertThat(training.network().numParams()).isEqualTo(37);
      while (training.hasNext()) {
        training.next();
      }
      assertThat(training.test().other("accuracy")).isGreaterThan(0.8);
      assertThat(training.pruned())
          .containsKeys("accuracy_before_pruning", "loss_after_pruning")
          .containsEntry("parameters", 37.0)
          .containsEntry("parameters_before_pruning", 142.0);
    }
  }

  private static long zeros(Training training) {
    long zeros = 0;
    for (String name : List.of("0_dense_W", "1_output_W")) {
      for (float weight : training.network().getParam(name).dup().data().asFloat()) {
        zeros += weight == 0 ? 1 : 0;
      }
    }
    return zeros;
  }

  static List<Arguments> paused() {
    Map<String, Object> dropout = Map.of("dropout", Map.of("rate", 0.5));
    return List.of(
        arguments(Map.of("adam", Map.of("learning_rate", 0.02)), Map.of(), List.of(dropout)),
        arguments(
            Map.of("nesterovs", Map.of("schedule", Map.of("exponential", Map.of("decay", 0.5)))),
            Map.of("magnitude", Map.of("ratio", 0.5)),
            List.of(Map.of("batch_norm", Map.of()))),
        arguments(
            Map.of("adam", Map.of("learning_rate", 0.02)),
            Map.of(
                "magnitude",
                Map.of("ratio", 0.7, "schedule", "gradual", "end", 4L, "scope", "layer")),
            List.of(dropout)),
        arguments(
            Map.of("adam", Map.of("learning_rate", 0.02)),
            Map.of("structured", Map.of("ratio", 0.5, "at", 1L)),
            List.of(Map.of("batch_norm", Map.of()), dropout)),
        arguments(
            Map.of("rmsprop", Map.of()),
            Map.of(
                "structured",
                Map.of("ratio", 0.5, "at", 3L, "criterion", "batch_norm_scale", "scope", "global")),
            List.of(Map.of("batch_norm", Map.of()))));
  }

  @ParameterizedTest
  @MethodSource("paused")
  void aPausedTrainingGoesOnAsIfThereHadBeenNoPause(
      Map<String, Object> optimizer,
      Map<String, Object> compression,
      List<Object> layers,
      @TempDir Path folder)
      throws Exception {
    Map<String, Object> tree = new HashMap<>();
    tree.put("training", Map.of("epochs", 5L, "batch_size", 16L));
    tree.put("optimizer", optimizer);
    tree.put("compression", compression.isEmpty() ? Map.of("none", Map.of()) : compression);
    List<Object> network = new ArrayList<>();
    network.add(Map.of("dense", Map.of("units", 12L)));
    network.addAll(layers);
    tree.put("network", network);
    List<Object> uninterrupted = new ArrayList<>();
    try (Training training = training(tree, 3)) {
      goOn(training, 5, uninterrupted);
      uninterrupted.add(training.test());
      uninterrupted.add(training.pruned());
    }
    List<Object> interrupted = new ArrayList<>();
    try (Training training = training(tree, 3)) {
      goOn(training, 2, interrupted);
      training.checkpoint().write(folder);
    }
    train(tree, 99);
    NetworkConfiguration configuration = NetworkConfiguration.read(tree);
    try (Training training = Training.from(Checkpoint.read(folder), configuration, data, 3)) {
      goOn(training, 3, interrupted);
      interrupted.add(training.test());
      interrupted.add(training.pruned());
    }
    assertThat(interrupted).isEqualTo(uninterrupted);
  }

  /** Trains on; the second epoch is the one that is kept. */
  private static void goOn(Training training, int epochs, List<Object> seen)
      throws DivergedException {
    for (int i = 0; i < epochs; i++) {
      Epoch epoch = training.next();
      seen.add(epoch);
      if (epoch.number() == 2) {
        training.keep();
      }
    }
  }

  @Test
  void aTornCheckpointIsRefused(@TempDir Path folder) throws Exception {
    try (Training training = training(tree(2, Map.of("sgd", Map.of())), 1)) {
      training.next();
      training.checkpoint().write(folder);
    }
    Files.delete(folder.resolve("checkpoint").resolve("network.zip"));
    assertThatThrownBy(() -> Checkpoint.read(folder)).isInstanceOf(IOException.class);
    Checkpoint.delete(folder);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void divergenceNamesItsEpoch() {
    Map<String, Object> tree =
        Map.of(
            "training", Map.of("epochs", 20L),
            "optimizer", Map.of("sgd", Map.of("learning_rate", 1000L, "l2", 1L)),
            "network", List.of());
    assertThatThrownBy(() -> train(tree, 1))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching("the loss became (NaN|infinite) in epoch \\d+; .*");
  }

  @Test
  void theTestScoreIsTheKeptModels() throws DivergedException {
    try (Training training = training(tree(6, Map.of("adam", Map.of("learning_rate", 0.1))), 1)) {
      training.next();
      training.keep();
      Score atKeeping = score(training);
      while (training.hasNext()) {
        training.next();
      }
      assertThat(score(training)).isNotEqualTo(atKeeping);
      assertThat(training.test()).isEqualTo(atKeeping);
    }
  }

  private Score score(Training training) {
    return new Scorer(data).score(training.network(), data.test(), 40);
  }

  private static Map<String, Object> tree(int epochs, Map<String, Object> optimizer) {
    return Map.of(
        "training", Map.of("epochs", (long) epochs, "batch_size", 8L),
        "optimizer", optimizer,
        "network", List.of());
  }

  private List<Epoch> train(Map<String, Object> tree, long seed) throws DivergedException {
    List<Epoch> epochs = new ArrayList<>();
    try (Training training = training(tree, seed)) {
      while (training.hasNext()) {
        epochs.add(training.next());
      }
    }
    return epochs;
  }

  private Training training(Map<String, Object> tree, long seed) {
    NetworkConfiguration configuration = NetworkConfiguration.read(tree);
    return new Training(configuration, configuration.graph(data.facts()), data, seed);
  }
}
