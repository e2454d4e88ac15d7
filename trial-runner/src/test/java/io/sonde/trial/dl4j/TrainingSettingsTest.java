package io.sonde.trial.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sonde.trial.data.Dataset;
import io.sonde.trial.data.Examples;
import io.sonde.trial.data.Preprocessing;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Targets;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.InfeasibleException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Each setting of a training, seen in its first updates against a computation by hand. */
class TrainingSettingsTest {
  private static final Shape SHAPE = Shape.image(2, 2, 1);
  private static final double RATE = 0.5;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void free() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private static Examples examples(int[] labels) {
    Random random = new Random(4);
    float[][] rows = new float[labels.length][4];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < 4; j++) {
        rows[i][j] = (float) (2 * random.nextGaussian() + labels[i]);
      }
    }
    return Examples.of(SHAPE, rows, new Targets.Classes(labels, List.of("cat", "dog", "owl")));
  }

  private static Examples examples() {
    return examples(new int[] {0, 1, 2, 0, 1, 0, 0, 2, 0, 1, 0, 0});
  }

  private Training training(Examples examples, Map<String, Object> settings) {
    return training(examples, settings, Map.of("sgd", Map.of("learning_rate", RATE)));
  }

  /** All examples in one batch; the weights are those of the same seed. */
  private Training training(
      Examples examples, Map<String, Object> settings, Map<String, Object> optimizer) {
    Map<String, Object> training = new HashMap<>(Map.of("epochs", 5L, "batch_size", 1000L));
    training.putAll(settings);
    return open(
        examples,
        Map.of(
            "training", training,
            "optimizer", optimizer,
            "network", List.of(Map.of("dense", Map.of("units", 5L)), "batch_norm")));
  }

  private Training open(Examples examples, Map<String, Object> tree) {
    NetworkConfiguration configuration = NetworkConfiguration.read(tree);
    TrainingData data = data(examples);
    Training training = new Training(configuration, configuration.graph(data.facts()), data, 9);
    open.add(training);
    return training;
  }

  private TrainingData data(Examples examples) {
    Preprocessing none = Preprocessing.none(examples);
    TrainingData data = TrainingData.of(new Dataset(examples, examples, examples, none));
    open.add(data);
    return data;
  }

  private static INDArray parameters(Training training) {
    return training.network().params().dup();
  }

  /** What the first update takes away from the parameters, by their names. */
  private static Map<String, INDArray> firstStep(Training training) throws DivergedException {
    Map<String, INDArray> step = new HashMap<>();
    training.network().paramTable().forEach((name, before) -> step.put(name, before.dup()));
    training.next();
    training.network().paramTable().forEach((name, after) -> step.get(name).subi(after));
    return step;
  }

  private static boolean isStatistic(String name) {
    return name.endsWith("_mean") || name.endsWith("_var") || name.endsWith("_log10stdev");
  }

  @Test
  void aNormIsThatOfAllGradientsTogether() throws DivergedException {
    Map<String, INDArray> free = firstStep(training(examples(), Map.of()));
    double squares = 0;
    for (var entry : free.entrySet()) {
      double norm = entry.getValue().norm2Number().doubleValue() / RATE;
      squares += isStatistic(entry.getKey()) ? 0 : norm * norm;
    }
    double most = Math.sqrt(squares) / 4;
    Map<String, INDArray> bounded =
        firstStep(training(examples(), Map.of("clip", Map.of("norm", most))));
    free.forEach(
        (name, step) -> assertClose(bounded.get(name), isStatistic(name) ? step : step.mul(0.25)));
    Map<String, INDArray> loose =
        firstStep(training(examples(), Map.of("clip", Map.of("norm", 5 * most))));
    free.forEach((name, step) -> assertThat(loose.get(name)).isEqualTo(step));
  }

  @Test
  void aValueBoundsEachGradient() throws DivergedException {
    double most = 0.02;
    Map<String, INDArray> free = firstStep(training(examples(), Map.of()));
    Map<String, INDArray> bounded =
        firstStep(training(examples(), Map.of("clip", Map.of("value", most))));
    int clipped = 0;
    for (String name : free.keySet()) {
      float[] all = free.get(name).dup('c').data().asFloat();
      float[] seen = bounded.get(name).dup('c').data().asFloat();
      for (int i = 0; i < all.length; i++) {
        double bound = isStatistic(name) ? Double.MAX_VALUE : RATE * most;
        assertThat((double) seen[i])
            .isCloseTo(Math.max(-bound, Math.min(bound, all[i])), within(1e-6));
        clipped += Math.abs(all[i]) > bound ? 1 : 0;
      }
    }
    assertThat(clipped).isPositive();
  }

  @Test
  void smoothedTargetsAreCrossedWithTheProbabilities() throws DivergedException {
    Training smooth = training(examples(), Map.of("label_smoothing", 0.3));
    float[][] p = probabilities(smooth);
    double loss = 0;
    for (int i = 0; i < p.length; i++) {
      for (int k = 0; k < 3; k++) {
        double target = (label(i) == k ? 0.7 : 0) + 0.1;
        loss -= target * Math.log(p[i][k]) / p.length;
      }
    }
    smooth.next();
    assertThat(smooth.network().score()).isCloseTo(loss, within(1e-5));
  }

  @Test
  void balancedClassesWeighByTheirRarity() throws DivergedException {
    Training balanced = training(examples(), Map.of("class_weights", "balanced"));
    float[][] p = probabilities(balanced);
    double[] weights = {12 / (3 * 7.0), 12 / (3 * 3.0), 12 / (3 * 2.0)};
    double loss = 0;
    for (int i = 0; i < p.length; i++) {
      loss -= weights[label(i)] * Math.log(p[i][label(i)]) / p.length;
    }
    Epoch epoch = balanced.next();
    assertThat(balanced.network().score()).isCloseTo(loss, within(1e-5));
    assertThat(epoch.validation().loss()).as("is not weighed").isNotCloseTo(loss, within(1e-3));
  }

  /** The probabilities of a network in training, whose batch norm looks at the batch. */
  private float[][] probabilities(Training training) {
    try (Tensors tensors = new Tensors(examples());
        Batch batch = tensors.batch(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})) {
      return training.network().output(true, batch.inputs())[0].toFloatMatrix();
    }
  }

  private static int label(int index) {
    return ((Targets.Classes) examples().targets()).labels()[index];
  }

  @Test
  void aClassOfWeightTwoIsAsIfItsExamplesStoodThereTwice() throws DivergedException {
    Examples once = examples(new int[] {0, 1, 0, 1, 2, 1});
    Examples twice = once.at(new int[] {0, 1, 2, 3, 4, 5, 1, 3, 5});
    Map<String, INDArray> weighed =
        firstStep(plain(once, Map.of("class_weights", Map.of("dog", 2L)), RATE));
    Map<String, INDArray> repeated = firstStep(plain(twice, Map.of(), RATE * 9 / 6));
    weighed.forEach((name, step) -> assertClose(step, repeated.get(name)));
  }

  /** Without a batch norm, which sees an example more often when it stands there twice. */
  private Training plain(Examples examples, Map<String, Object> settings, double rate) {
    Map<String, Object> training = new HashMap<>(settings);
    training.put("batch_size", 1000L);
    return open(
        examples,
        Map.of(
            "training", training,
            "optimizer", Map.of("sgd", Map.of("learning_rate", rate)),
            "network", List.of(Map.of("dense", Map.of("units", 5L)))));
  }

  /** Adam with decoupled weight decay (Loshchilov and Hutter 2019), written out. */
  @Test
  void weightDecayIsDecoupledFromAdam() throws DivergedException {
    double rate = 0.05;
    double decay = 0.3;
    Map<String, Object> adam = Map.of("learning_rate", rate, "weight_decay", decay);
    Training training =
        open(
            examples(),
            Map.of(
                "training", Map.of("epochs", 4L, "batch_size", 1000L),
                "optimizer", Map.of("adam", adam),
                "network", List.of()));
    SoftmaxRegression byHand = new SoftmaxRegression(training.network().getParam("0_output_W"));
    for (int step = 1; step <= 4; step++) {
      training.next();
      byHand.adamW(examples(), step, rate, decay);
      float[][] weights = training.network().getParam("0_output_W").toFloatMatrix();
      for (int j = 0; j < 4; j++) {
        for (int k = 0; k < 3; k++) {
          assertThat((double) weights[j][k]).isCloseTo(byHand.weight(j, k), within(2e-5));
        }
      }
    }
  }

  @Test
  void huberReachesTheUpdates() throws DivergedException {
    float[][] rows = {{1, 0, 0, 0}, {0, 1, 0, 0}};
    Targets targets = new Targets.Numbers(new float[][] {{0.5f}, {-30}}, List.of("y"));
    Training training =
        open(
            Examples.of(Shape.flat(4), rows, targets),
            Map.of(
                "training", Map.of("batch_size", 2L),
                "optimizer", Map.of("sgd", Map.of("learning_rate", RATE)),
                "network", List.of(Map.of("output", Map.of("loss", "huber")))));
    INDArray weights = training.network().getParam("0_output_W").dup();
    double near = weights.getDouble(0, 0) - 0.5;
    double far = weights.getDouble(1, 0) + 30;
    assertThat(far).isGreaterThan(1);
    Map<String, INDArray> step = firstStep(training);
    double slope = Math.max(-1, Math.min(1, near));
    assertThat(training.network().score())
        .isCloseTo((slope * (near - slope / 2) + far - 0.5) / 2, within(1e-5));
    assertThat(step.get("0_output_W").getDouble(0, 0)).isCloseTo(RATE * slope / 2, within(1e-5));
    assertThat(step.get("0_output_W").getDouble(1, 0)).isCloseTo(RATE / 2, within(1e-5));
  }

  @Test
  void settingsThatTheDataDoNotSuitAreInfeasible() {
    Examples flat =
        Examples.of(
            Shape.flat(1),
            new float[][] {{1}, {2}},
            new Targets.Numbers(new float[][] {{1}, {2}}, List.of("y")));
    assertInfeasible(flat, Map.of("augmentation", Map.of("flip", true)), "have no images");
    assertInfeasible(flat, Map.of("label_smoothing", 0.1), "neither classes nor labels");
    assertInfeasible(flat, Map.of("class_weights", "balanced"), "have no classes");
    assertInfeasible(examples(), Map.of("precision", "bfloat16"), "no networks of bfloat16");
    assertInfeasible(
        examples(),
        Map.of("class_weights", Map.of("cow", 2L)),
        "training.class_weights: there is no class 'cow' among [cat, dog, owl]");
  }

  private void assertInfeasible(Examples examples, Map<String, Object> settings, String why) {
    assertThatThrownBy(() -> training(examples, settings))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining(why);
  }

  /** With everything on that draws, counts or keeps a state. */
  @Test
  void aPausedTrainingGoesOnAsIfThereHadBeenNoPause(@TempDir Path folder) throws Exception {
    Map<String, Object> augmentation =
        Map.of("flip", true, "shift", 1L, "rotate", 20L, "zoom", 0.2, "noise", 0.1, "cutout", 1L);
    Map<String, Object> tree =
        Map.of(
            "training",
                Map.of(
                    "epochs",
                    6L,
                    "batch_size",
                    5L,
                    "clip",
                    Map.of("norm", 0.5),
                    "label_smoothing",
                    0.1,
                    "class_weights",
                    "balanced",
                    "augmentation",
                    augmentation),
            "optimizer",
                Map.of(
                    "adam",
                    Map.of(
                        "weight_decay", 0.1, "schedule", Map.of("cosine", Map.of("warmup", 2L)))),
            "network",
                List.of(
                    Map.of("conv", Map.of("filters", 3L, "kernel", 2L)),
                    "batch_norm",
                    Map.of("dropout", Map.of("rate", 0.2, "kind", "spatial"))));
    Training whole = open(examples(), tree);
    List<Epoch> uninterrupted = new ArrayList<>();
    while (whole.hasNext()) {
      uninterrupted.add(whole.next());
    }
    Training first = open(examples(), tree);
    List<Epoch> interrupted = new ArrayList<>(List.of(first.next(), first.next(), first.next()));
    first.checkpoint().write(folder);
    Training second =
        Training.from(
            Checkpoint.read(folder), NetworkConfiguration.read(tree), data(examples()), 9);
    open.add(second);
    while (second.hasNext()) {
      interrupted.add(second.next());
    }
    assertThat(interrupted).isEqualTo(uninterrupted);
    assertThat(parameters(second)).isEqualTo(parameters(whole));
  }

  private static void assertClose(INDArray seen, INDArray expected) {
    assertThat(seen.dup('c').data().asFloat())
        .containsExactly(expected.dup('c').data().asFloat(), within(2e-6f));
  }
}
