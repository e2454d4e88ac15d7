package io.sonde.benchmarks.overhead;

import io.sonde.trial.data.DataSpec;
import io.sonde.trial.data.Dataset;
import io.sonde.trial.data.Examples;
import io.sonde.trial.data.Targets;
import io.sonde.trial.dl4j.NetworkBuilder;
import io.sonde.trial.network.NetworkConfiguration;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The network of {@code overhead.yaml} trained in one process as a person would write it: batches
 * by hand, after each epoch the loss on the validation part and on a sample of the training part,
 * the best model written to a file, at the end the test. Prints the seconds of each training.
 *
 * <p>Arguments: the folder of the data, and how many trainings.
 */
final class HandWritten {
  private static final int EPOCHS = 10;
  private static final int BATCH = 64;
  private static final int SAMPLE = 1000;

  private final Dataset data;

  private HandWritten(Dataset data) {
    this.data = data;
  }

  public static void main(String[] arguments) throws IOException {
    HandWritten training =
        new HandWritten(Dataset.load(DataSpec.ofFolder(Path.of(arguments[0])), 1));
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      long start = System.nanoTime();
      training.train(i);
      System.out.println((System.nanoTime() - start) / 1e9);
    }
    System.exit(0);
  }

  private static Map<String, Object> configuration() {
    Map<String, Object> conv = Map.of("conv", Map.of("filters", 16L, "kernel", 3L));
    Map<String, Object> pool = Map.of("max_pool", Map.of("kernel", 2L));
    return Map.of(
        "optimizer", Map.of("adam", Map.of("learning_rate", 1e-3)),
        "network", List.of(conv, pool, conv, pool, Map.of("dense", Map.of("units", 64L))));
  }

  private void train(long seed) throws IOException {
    NetworkConfiguration configuration = NetworkConfiguration.read(configuration());
    ComputationGraph network =
        NetworkBuilder.build(configuration, configuration.graph(data.facts()), seed);
    File best = File.createTempFile("overhead", ".zip");
    double least = Double.POSITIVE_INFINITY;
    List<Integer> order =
        IntStream.range(0, data.training().size()).boxed().collect(Collectors.toList());
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      Collections.shuffle(order, new Random(seed + epoch));
      for (int from = 0; from < order.size(); from += BATCH) {
        fit(network, order.subList(from, Math.min(order.size(), from + BATCH)));
      }
      double loss = loss(network, data.validation(), data.validation().size());
      loss(network, data.training(), SAMPLE);
      if (loss < least) {
        least = loss;
        ModelSerializer.writeModel(network, best, false);
      }
    }
    loss(network, data.test(), data.test().size());
    network.close();
    if (!best.delete()) {
      System.err.println("left behind: " + best);
    }
  }

  private void fit(ComputationGraph network, List<Integer> indices) {
    int[] chosen = indices.stream().mapToInt(i -> i).toArray();
    try (INDArray inputs = inputs(data.training(), chosen);
        INDArray targets = targets(data.training(), chosen)) {
      network.fit(new INDArray[] {inputs}, new INDArray[] {targets});
    }
  }

  private static double loss(ComputationGraph network, Examples examples, int most) {
    int[] labels = ((Targets.Classes) examples.targets()).labels();
    int size = Math.min(most, labels.length);
    double sum = 0;
    for (int from = 0; from < size; from += 4 * BATCH) {
      int[] some = IntStream.range(from, Math.min(size, from + 4 * BATCH)).toArray();
      try (INDArray inputs = inputs(examples, some);
          INDArray told = network.outputSingle(inputs)) {
        float[][] rows = told.toFloatMatrix();
        for (int i = 0; i < some.length; i++) {
          sum -= Math.log(Math.max(1e-12, rows[i][labels[some[i]]]));
        }
      }
    }
    return sum / size;
  }

  private static INDArray inputs(Examples examples, int[] indices) {
    float[][] rows =
        Arrays.stream(indices).mapToObj(i -> examples.input().rows()[i]).toArray(float[][]::new);
    return Nd4j.createFromArray(rows).reshape(indices.length, 1, 28, 28);
  }

  private static INDArray targets(Examples examples, int[] indices) {
    Targets.Classes classes = (Targets.Classes) examples.targets();
    float[][] rows = new float[indices.length][classes.names().size()];
    for (int i = 0; i < indices.length; i++) {
      rows[i][classes.labels()[indices[i]]] = 1;
    }
    return Nd4j.createFromArray(rows);
  }
}
