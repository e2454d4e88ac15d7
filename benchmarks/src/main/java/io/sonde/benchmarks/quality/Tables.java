package io.sonde.benchmarks.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;

/**
 * A folder of benchmark tables.
 *
 * <ul>
 *   <li>{@code hpolib}: A. Klein, F. Hutter: Tabular benchmarks for joint architecture and
 *       hyperparameter optimization. 2019. Validation MSE, 200 evaluations.
 *   <li>{@code hpobench_nn}: K. Eggensperger et al.: HPOBench. NeurIPS Datasets and Benchmarks
 *       2021. 1 − balanced accuracy, 100 evaluations.
 *   <li>{@code yahpo}: surrogates, see {@link Surrogate}. Misclassification, 110 and 200
 *       evaluations.
 * </ul>
 */
public final class Tables {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> HPOLIB =
      List.of(
          "naval_propulsion",
          "parkinsons_telemonitoring",
          "protein_structure",
          "slice_localization");
  private static final List<String> HPOBENCH =
      List.of(
          "australian", "blood_transfusion", "credit_g", "kc1", "phoneme", "segment", "vehicle");

  private final Path folder;

  /**
   * Tables in this folder.
   *
   * @throws IllegalArgumentException when it is not there
   */
  public Tables(Path folder) {
    this.folder = folder;
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("no folder of tables at " + folder.toAbsolutePath());
    }
  }

  /** The recorded runs of other optimizers. */
  public RecordedRuns recorded() throws IOException {
    return RecordedRuns.read(there("baselines/optuna5_runs.csv.gz"));
  }

  /** Loads the tasks with these names. */
  public List<Task> tasks(Predicate<String> wanted) throws IOException {
    List<Task> tasks = new ArrayList<>();
    JsonNode allowed = json("search_spaces_tabular.json");
    for (String set : HPOLIB) {
      table("hpolib", set, 200, allowed, "valid_mse_seed", v -> v, wanted, tasks);
    }
    for (String set : HPOBENCH) {
      table("hpobench_nn", set, 100, allowed, "bal_acc_seed", v -> 1 - v, wanted, tasks);
    }
    surrogates("iaml_super_pre1", List.of("1489", "40981"), 200, "mmce", wanted, tasks);
    surrogates("rbv2_rpart", List.of("14", "40499"), 110, "acc", wanted, tasks);
    return tasks;
  }

  private void table(
      String collection,
      String set,
      int budget,
      JsonNode allowed,
      String column,
      DoubleUnaryOperator loss,
      Predicate<String> wanted,
      List<Task> tasks)
      throws IOException {
    String name = collection + "/" + set;
    if (wanted.test(name)) {
      Path csv = there(name + ".csv.gz");
      tasks.add(Table.read(name, budget, csv, allowed.path(collection), column, loss));
    }
  }

  private void surrogates(
      String scenario,
      List<String> sets,
      int budget,
      String metric,
      Predicate<String> wanted,
      List<Task> tasks)
      throws IOException {
    String collection = "yahpo/" + scenario + "/";
    List<String> chosen = sets.stream().filter(set -> wanted.test(collection + set)).toList();
    if (chosen.isEmpty()) {
      return;
    }
    JsonNode spec = json(collection + "spec.json");
    Surrogate surrogate = surrogate(scenario);
    for (String set : chosen) {
      tasks.add(
          new SurrogateTask(
              collection + set,
              budget,
              SurrogateSpace.of(spec),
              surrogate,
              Map.of("task_id", set, "trainsize", 1.0, "repl", 10L),
              metric,
              metric.equals("acc") ? v -> 1 - v : v -> v));
    }
  }

  /** Loads a surrogate. */
  Surrogate surrogate(String scenario) throws IOException {
    String collection = "yahpo/" + scenario + "/";
    return new Surrogate(
        Files.readAllBytes(there(collection + "model.onnx")), json(collection + "spec.json"));
  }

  private JsonNode json(String file) throws IOException {
    return MAPPER.readTree(there(file).toFile());
  }

  /** A file of the folder. Throws {@link IllegalArgumentException} when it is missing. */
  Path there(String file) {
    Path path = folder.resolve(file);
    if (!Files.isRegularFile(path)) {
      throw new IllegalArgumentException("the folder of tables lacks " + file + ": " + path);
    }
    return path;
  }
}
