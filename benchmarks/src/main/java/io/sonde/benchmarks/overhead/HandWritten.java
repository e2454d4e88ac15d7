package io.sonde.benchmarks.overhead;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.proposal.TrialSeeds;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SweepSpec;
import io.sonde.trial.data.Dataset;
import io.sonde.trial.data.Examples;
import io.sonde.trial.data.Targets;
import io.sonde.trial.dl4j.NetworkBuilder;
import io.sonde.trial.kind.NetworkKind;
import io.sonde.trial.network.NetworkConfiguration;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains the network of {@code overhead.yaml} as one would by hand, so many times in one process,
 * and prints the seconds of each. The layers are those that a trial has: what is compared is all
 * that a trial does around them. Each epoch ends with the loss and accuracy on the validation part
 * and on as many examples of the training part as a trial looks at; the best model is saved when it
 * is reached and scored on the test part at the end. Arguments: the spec, the number of trainings.
 */
public final class HandWritten {
  private static final int SAMPLE = 1000;
  private static final int SCORING_BATCH = 256;

  private final NetworkConfiguration configuration;
  private final Dataset data;
  private final Part training;
  private final Part validation;
  private final Part test;
  private final File model;

  /** Examples as arrays. */
  private static final class Part {
    private final INDArray inputs;
    private final INDArray targets;
    private final int[] labels;

    private Part(INDArray inputs, INDArray targets, int[] labels) {
      this.inputs = inputs;
      this.targets = targets;
      this.labels = labels;
    }

    static Part of(Examples examples) {
      Targets.Classes classes = (Targets.Classes) examples.targets();
      float[][] targets = new float[examples.size()][classes.names().size()];
      for (int i = 0; i < targets.length; i++) {
        targets[i][classes.labels()[i]] = 1;
      }
      return new Part(
          Nd4j.createFromArray(examples.inputs().get(0).rows()),
          Nd4j.createFromArray(targets),
          classes.labels());
    }

    INDArray images(int[] rows) {
      return Nd4j.pullRows(inputs, 1, rows).reshape(rows.length, 1, 28, 28);
    }
  }

  private HandWritten(NetworkConfiguration configuration, Dataset data, File model) {
    this.configuration = configuration;
    this.data = data;
    this.model = model;
    training = Part.of(data.training());
    validation = Part.of(data.validation());
    test = Part.of(data.test());
  }

  /** Prints a line {@code seconds S} for each training. */
  public static void main(String[] arguments) throws IOException {
    // As io.sonde.trial.worker.WorkerMain does, before the first class of Deeplearning4j is loaded.
    System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "false");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    Path file = Path.of(arguments[0]).toAbsolutePath();
    SweepSpec spec =
        new SpecReader(List.of(new NetworkKind()))
            .read(Files.readString(file), file.resolveSibling(""));
    Configuration any =
        new RandomSampler(spec.space())
            .propose(new ColumnarHistory(spec.space(), spec.goal()), new TrialSeeds(7).proposal(0))
            .orElseThrow();
    File model = File.createTempFile("hand-written", ".zip");
    model.deleteOnExit();
    HandWritten program =
        new HandWritten(
            NetworkConfiguration.read(any.tree()), Dataset.load(NetworkKind.data(spec), 1), model);
    for (int seed = 0; seed < Integer.parseInt(arguments[1]); seed++) {
      long start = System.nanoTime();
      double accuracy = program.train(seed);
      System.out.printf("seconds %.3f%n", (System.nanoTime() - start) / 1e9);
      System.err.printf("test accuracy %.3f%n", accuracy);
    }
  }

  private double train(int seed) throws IOException {
    ComputationGraph network =
        NetworkBuilder.build(configuration, configuration.graph(data.facts()), seed);
    List<Integer> order =
        new ArrayList<>(IntStream.range(0, training.labels.length).boxed().toList());
    Random random = new Random(seed);
    int batch = configuration.training().batchSize();
    double best = -1;
    for (int epoch = 0; epoch < configuration.epochs(); epoch++) {
      Collections.shuffle(order, random);
      for (int from = 0; from < order.size(); from += batch) {
        int to = Math.min(order.size(), from + batch);
        int[] rows = order.subList(from, to).stream().mapToInt(i -> i).toArray();
        try (INDArray images = training.images(rows);
            INDArray targets = Nd4j.pullRows(training.targets, 1, rows)) {
          network.fit(new INDArray[] {images}, new INDArray[] {targets});
        }
      }
      double accuracy = score(network, validation, validation.labels.length);
      score(network, training, Math.max(SAMPLE, validation.labels.length));
      if (accuracy > best) {
        best = accuracy;
        ModelSerializer.writeModel(network, model, false);
      }
    }
    network.close();
    ComputationGraph kept = ModelSerializer.restoreComputationGraph(model, false);
    double accuracy = score(kept, test, test.labels.length);
    kept.close();
    return accuracy;
  }

  private static double score(ComputationGraph network, Part part, int most) {
    int right = 0;
    double loss = 0;
    int count = Math.min(most, part.labels.length);
    for (int from = 0; from < count; from += SCORING_BATCH) {
      int[] rows = IntStream.range(from, Math.min(count, from + SCORING_BATCH)).toArray();
      try (INDArray images = part.images(rows);
          INDArray output = network.output(images)[0]) {
        float[][] told = output.toFloatMatrix();
        for (int i = 0; i < rows.length; i++) {
          int label = part.labels[rows[i]];
          loss -= Math.log(Math.max(1e-12, told[i][label]));
          right += highest(told[i]) == label ? 1 : 0;
        }
      }
    }
    if (Double.isNaN(loss)) {
      throw new IllegalStateException("the loss is no number");
    }
    return (double) right / count;
  }

  private static int highest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
