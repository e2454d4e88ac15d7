package io.sonde.trial.worker;

import io.sonde.trial.data.Dataset;
import io.sonde.trial.data.Examples;
import io.sonde.trial.data.Preprocessing;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Targets;
import io.sonde.trial.dl4j.DivergedException;
import io.sonde.trial.dl4j.KeptModel;
import io.sonde.trial.dl4j.Training;
import io.sonde.trial.dl4j.TrainingData;
import io.sonde.trial.network.NetworkConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Trains a tiny network before there is anything to do, so that the first step of the first trial
 * does not pay for loading classes and native code.
 */
final class WarmUp {
  private WarmUp() {}

  static void run() throws IOException {
    Examples examples =
        Examples.of(
            Shape.image(4, 4, 1),
            new float[8][16],
            new Targets.Classes(new int[] {0, 1, 0, 1, 0, 1, 0, 1}, List.of("0", "1")));
    Map<String, Object> tree =
        Map.of(
            "training", Map.of("epochs", 2L, "batch_size", 4L),
            "network",
                List.of(
                    Map.of("conv", Map.of("filters", 2L, "dropout", 0.1)),
                    Map.of("batch_norm", Map.of()),
                    Map.of("max_pool", Map.of()),
                    Map.of("dense", Map.of("units", 2L))));
    NetworkConfiguration configuration = NetworkConfiguration.read(tree);
    try (TrainingData data = tensors(examples);
        Training training =
            new Training(configuration, configuration.graph(data.facts()), data, 1)) {
      while (training.hasNext()) {
        training.next();
      }
      training.keep();
      write(training);
      training.test();
    } catch (DivergedException e) {
      throw new IllegalStateException("zeros cannot diverge", e);
    }
  }

  private static void write(Training training) throws IOException {
    Path folder = Files.createTempDirectory("sonde-warm-up");
    new KeptModel(folder).keep(training.network());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static TrainingData tensors(Examples examples) {
    return TrainingData.of(new Dataset(examples, examples, examples, Preprocessing.none(examples)));
  }
}
