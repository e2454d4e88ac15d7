package io.sonde.trial.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the trainings of one trial came to so far; kept in its checkpoints.
 *
 * @param measured at the end of each training, by name: its test, its latency
 */
record RunScores(List<Map<String, Double>> measured) {
  static final RunScores NONE = new RunScores(List.of());

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "runs.json";

  RunScores {
    measured = List.copyOf(measured);
  }

  /** Reads those in the folder of a checkpoint. */
  static RunScores read(Path folder) throws IOException {
    return JSON.readValue(folder.resolve(FILE).toFile(), RunScores.class);
  }

  void write(Path folder) throws IOException {
    JSON.writeValue(folder.resolve(FILE).toFile(), this);
  }

  RunScores with(Map<String, Double> one) {
    List<Map<String, Double>> all = new ArrayList<>(measured);
    all.add(one);
    return new RunScores(all);
  }

  /** The mean of each over the trainings. */
  Map<String, Double> means() {
    Map<String, Double> means = new LinkedHashMap<>();
    for (Map<String, Double> one : measured) {
      one.forEach((name, value) -> means.merge(name, value / measured.size(), Double::sum));
    }
    return means;
  }
}
