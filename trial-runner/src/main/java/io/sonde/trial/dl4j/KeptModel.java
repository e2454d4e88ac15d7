package io.sonde.trial.dl4j;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sonde.trial.data.Dataset;
import io.sonde.trial.dl4j.layer.PlainModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A folder with the best model so far: {@code model.zip} (Deeplearning4j's format), {@code
 * preprocessing.json} (what makes of an example the numbers that the model expects, see {@link
 * io.sonde.trial.data.Preprocessing}) and {@code configuration.json}. Each file appears whole or
 * not at all.
 */
public final class KeptModel {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  /** Makes the folder where it is missing. */
  public KeptModel(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Writes what does not change while the network learns. */
  public void describe(Map<String, Object> configuration, Dataset data) throws IOException {
    Map<String, Object> preprocessing = data.preprocessing().toMap();
    write("configuration.json", part -> JSON.writeValue(part.toFile(), configuration));
    write("preprocessing.json", part -> JSON.writeValue(part.toFile(), preprocessing));
  }

  /** Replaces the model by this one, written with Deeplearning4j's own layers where it has them. */
  public void keep(ComputationGraph network) throws IOException {
    write("model.zip", part -> PlainModel.write(network, part));
  }

  /** The configuration in a folder. Throws {@link IOException} when there is none. */
  public static Map<String, Object> configuration(Path folder) throws IOException {
    return JSON.readValue(
        folder.resolve("configuration.json").toFile(), new TypeReference<Map<String, Object>>() {});
  }

  /** The model in a folder; the caller closes it. Throws {@link IOException} when it is gone. */
  public static ComputationGraph network(Path folder) throws IOException {
    Path model = folder.resolve("model.zip");
    if (!Files.exists(model)) {
      throw new NoSuchFileException(model.toString());
    }
    return ModelSerializer.restoreComputationGraph(model.toFile(), false);
  }

  /** Takes over the model that another folder keeps. */
  public void takeOver(Path other) throws IOException {
    Path model = other.resolve("model.zip");
    if (Files.exists(model)) {
      write("model.zip", part -> Files.copy(model, part, StandardCopyOption.REPLACE_EXISTING));
    }
  }

  private void write(String name, Content content) throws IOException {
    Path part = folder.resolve(name + ".part");
    content.writeTo(part);
    Files.move(
        part,
        folder.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Writes a whole file. */
  private interface Content {
    void writeTo(Path file) throws IOException;
  }
}
