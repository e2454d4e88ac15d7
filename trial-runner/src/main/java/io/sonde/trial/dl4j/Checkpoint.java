package io.sonde.trial.dl4j;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a training stands: kept in a folder {@code checkpoint} that appears whole or not at all.
 *
 * @param network with the state of its updater
 * @param epochs how many it was trained
 * @param kept the parameters of the best epoch
 * @param masks which weights are held at 0; empty when none are
 * @param scores taken before and after a pruning, by metric
 */
public record Checkpoint(
    ComputationGraph network,
    int epochs,
    Optional<INDArray> kept,
    List<INDArray> masks,
    Map<String, Double> scores) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FOLDER = "checkpoint";

  public Checkpoint {
    masks = List.copyOf(masks);
    scores = Map.copyOf(scores);
  }

  /** The numbers of a checkpoint, as they are kept. */
  private record State(int epochs, int masks, Map<String, Double> scores) {}

  /** Writes it below a folder, in place of one that is there. */
  public void write(Path folder) throws IOException {
    Path part = folder.resolve(FOLDER + ".part");
    remove(part);
    Files.createDirectories(part);
    ModelSerializer.writeModel(network, part.resolve("network.zip").toFile(), true);
    if (kept.isPresent()) {
      Nd4j.saveBinary(kept.get(), part.resolve("best.bin").toFile());
    }
    for (int i = 0; i < masks.size(); i++) {
      Nd4j.saveBinary(masks.get(i), part.resolve("mask-" + i + ".bin").toFile());
    }
    JSON.writeValue(part.resolve("state.json").toFile(), new State(epochs, masks.size(), scores));
    delete(folder);
    Files.move(part, folder.resolve(FOLDER), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Reads the one below a folder. Throws {@link IOException} when there is none, or a torn one. */
  public static Checkpoint read(Path folder) throws IOException {
    Path from = folder.resolve(FOLDER);
    State state = JSON.readValue(from.resolve("state.json").toFile(), State.class);
    List<INDArray> masks = new ArrayList<>();
    for (int i = 0; i < state.masks(); i++) {
      masks.add(Nd4j.readBinary(from.resolve("mask-" + i + ".bin").toFile()));
    }
    Path best = from.resolve("best.bin");
    return new Checkpoint(
        ModelSerializer.restoreComputationGraph(from.resolve("network.zip").toFile(), true),
        state.epochs(),
        Files.exists(best) ? Optional.of(Nd4j.readBinary(best.toFile())) : Optional.empty(),
        masks,
        state.scores());
  }

  /** Removes the one below a folder, where there is one. */
  public static void delete(Path folder) throws IOException {
    remove(folder.resolve(FOLDER));
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException e)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
