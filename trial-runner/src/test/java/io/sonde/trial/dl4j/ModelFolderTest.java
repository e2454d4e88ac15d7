package io.sonde.trial.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sonde.trial.data.DataSpec;
import io.sonde.trial.data.Dataset;
import io.sonde.trial.data.Preprocessing;
import io.sonde.trial.network.NetworkConfiguration;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The lines by which docs/data.md loads a kept model, on a model that was kept. */
class ModelFolderTest {
  @TempDir Path place;

  @Test
  void aKeptModelTellsPricesInTheirUnits() throws IOException, DivergedException {
    StringBuilder text = new StringBuilder("size,colour,price\n");
    for (int i = 0; i < 200; i++) {
      boolean red = i % 2 == 0;
      text.append(i % 9).append(red ? ",red," : ",blue,").append(100 + 10 * (i % 9));
      text.append(red ? "\n" : ".5\n");
    }
    Files.writeString(place.resolve("prices.csv"), text);
    keep(Map.of("file", "prices.csv", "target", "price", "categories", List.of("colour")));

    File folder = place.resolve("model").toFile();
    Map<String, Object> json =
        new ObjectMapper()
            .readValue(new File(folder, "preprocessing.json"), new TypeReference<>() {});
    Preprocessing preprocessing = Preprocessing.read(json);
    ComputationGraph network = ComputationGraph.load(new File(folder, "model.zip"), false);
    float[] row = preprocessing.prepare("input", Map.of("size", 4, "colour", "red"));
    INDArray output = network.outputSingle(Nd4j.createFromArray(new float[][] {row}));
    double price = preprocessing.restore(output.toFloatVector())[0];
    assertThat(price).isEqualTo(140, within(5.0));
  }

  private void keep(Map<String, Object> csv) throws IOException, DivergedException {
    Dataset dataset = Dataset.load(DataSpec.read(Map.of("csv", csv), place), 3);
    Map<String, Object> tree =
        Map.of(
            "training", Map.of("epochs", 20L, "batch_size", 16L),
            "optimizer", Map.of("adam", Map.of("learning_rate", 0.05)),
            "network", List.of());
    NetworkConfiguration configuration = NetworkConfiguration.read(tree);
    KeptModel model = new KeptModel(place.resolve("model"));
    model.describe(tree, dataset);
    try (TrainingData data = TrainingData.of(dataset);
        Training training =
            new Training(configuration, configuration.graph(data.facts()), data, 1)) {
      while (training.hasNext()) {
        training.next();
      }
      model.keep(training.network());
    }
  }
}
