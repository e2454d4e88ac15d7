package io.sonde.trial.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.sonde.search.history.Constraint;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.trial.checkpoint.Rhythm;
import io.sonde.trial.data.DataSpec;
import io.sonde.trial.data.Dataset;
import io.sonde.trial.data.Folds;
import io.sonde.trial.dl4j.Epoch;
import io.sonde.trial.dl4j.Training;
import io.sonde.trial.dl4j.TrainingData;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.protocol.Assignment;
import io.sonde.trial.protocol.LatencyWish;
import io.sonde.trial.protocol.ServerClient;
import io.sonde.trial.protocol.WorkerSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts in this process, reporting to a server over a real socket. */
class TrialRunTest {
  private static final long SEED = 11;
  private static final long SPLIT = 5;

  @TempDir Path folder;
  private HttpServer http;
  private final List<Integer> steps = new ArrayList<>();
  private final List<Double> accuracies = new ArrayList<>();
  private int pauseAt = Integer.MAX_VALUE;

  @BeforeEach
  void open() throws IOException {
    Random random = new Random(1);
    StringBuilder text = new StringBuilder("x,y,kind\n");
    for (int i = 0; i < 120; i++) {
      double centre = i % 2 == 0 ? -0.5 : 0.5;
      text.append(centre + random.nextGaussian())
          .append(',')
          .append(centre + random.nextGaussian())
          .append(i % 2 == 0 ? ",left\n" : ",right\n");
    }
    Files.writeString(folder.resolve("data.csv"), text);
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/api/v1/attempts/",
        exchange -> {
          JsonNode report = new ObjectMapper().readTree(exchange.getRequestBody());
          steps.add(report.get("step").asInt());
          accuracies.add(report.get("metrics").get("accuracy").asDouble());
          String decision = report.get("step").asInt() == pauseAt ? "pause" : "continue";
          byte[] answer =
              ("{\"decision\":\"" + decision + "\",\"reason\":\"as told\"}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    http.start();
  }

  @AfterEach
  void close() {
    http.stop(0);
  }

  private AttemptEnd run(Map<String, Object> training) throws Exception {
    return run(training, LatencyWish.NONE, Optional.empty(), "attempt-1");
  }

  private AttemptEnd run(
      Map<String, Object> training, LatencyWish latency, Optional<Path> checkpoint, String attempt)
      throws Exception {
    return runTree(tree(training), latency, checkpoint, attempt);
  }

  private AttemptEnd runTree(
      Map<String, Object> tree, LatencyWish latency, Optional<Path> checkpoint, String attempt)
      throws Exception {
    Assignment assignment =
        new Assignment(
            new AttemptId(1, 0, 1),
            "secret",
            SEED,
            SPLIT,
            tree,
            data(),
            new Objective("accuracy", Direction.MAXIMIZE),
            latency,
            Optional.empty(),
            checkpoint,
            Rhythm.ofSteps(1000),
            Optional.empty(),
            folder.resolve(attempt),
            folder.resolve("log.txt"));
    URI address = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    ServerClient client =
        new ServerClient(new WorkerSession(address, "w", "secret"), Duration.ofSeconds(10));
    return new TrialRun(assignment, client, new DataShelf()).run();
  }

  private Map<String, Object> data() {
    return Map.of("csv", Map.of("file", folder.resolve("data.csv").toString(), "label", "kind"));
  }

  private static Map<String, Object> tree(Map<String, Object> settings) {
    Map<String, Object> training = new HashMap<>(Map.of("epochs", 4L, "batch_size", 16L));
    training.putAll(settings);
    return Map.of("training", training, "network", List.of(Map.of("dense", Map.of("units", 4L))));
  }

  /** The best validation accuracy of a training on its own, and the test accuracy there. */
  private double[] byHand(Dataset dataset, long seed) throws Exception {
    NetworkConfiguration configuration = NetworkConfiguration.read(tree(Map.of()));
    try (TrainingData tensors = TrainingData.of(dataset);
        Training training =
            new Training(configuration, configuration.graph(dataset.facts()), tensors, seed)) {
      double best = -1;
      while (training.hasNext()) {
        Epoch epoch = training.next();
        if (epoch.validation().other("accuracy") > best) {
          best = epoch.validation().other("accuracy");
          training.keep();
        }
      }
      return new double[] {best, training.test().other("accuracy")};
    }
  }

  @Test
  void eachFoldIsAStepAndTheTestIsTheirMean() throws Exception {
    AttemptEnd end = run(Map.of("folds", 3L));
    assertThat(end.cause()).isEqualTo(Cause.COMPLETED);
    assertThat(steps).containsExactly(1, 2, 3);
    Folds folds = Folds.load(DataSpec.read(data(), folder), SPLIT, 3);
    double mean = 0;
    for (int fold = 0; fold < 3; fold++) {
      double[] byHand = byHand(folds.dataset(fold), SEED);
      assertThat(accuracies.get(fold)).isCloseTo(byHand[0], within(1e-12));
      mean += byHand[1] / 3;
    }
    assertThat(end.metrics().get("test_accuracy")).isCloseTo(mean, within(1e-12));
    assertThat(folder.resolve("attempt-1/model.zip")).isRegularFile();
    assertThat(folder.resolve("attempt-1/preprocessing.json")).isRegularFile();
  }

  @Test
  void aPausedCrossValidationGoesOnWithItsNextFold() throws Exception {
    AttemptEnd whole = run(Map.of("folds", 3L));
    List<Double> uninterrupted = List.copyOf(accuracies);
    steps.clear();
    accuracies.clear();
    pauseAt = 2;
    assertThat(run(Map.of("folds", 3L), LatencyWish.NONE, Optional.empty(), "attempt-2").cause())
        .isEqualTo(Cause.PAUSED);
    Optional<Path> checkpoint = Optional.of(folder.resolve("attempt-2/checkpoints/step-2"));
    AttemptEnd end = run(Map.of("folds", 3L), LatencyWish.NONE, checkpoint, "attempt-3");
    assertThat(steps).containsExactly(1, 2, 3);
    assertThat(accuracies).isEqualTo(uninterrupted);
    assertThat(end).isEqualTo(whole);
    assertThat(folder.resolve("attempt-3/model.zip")).isRegularFile();
  }

  @Test
  void repeatsTrainOnTheSameSplitFromOtherSeeds() throws Exception {
    AttemptEnd end = run(Map.of("repeats", 3L));
    assertThat(end.reason()).startsWith("trained 3 times, best in training ");
    assertThat(steps).containsExactly(1, 2, 3);
    Dataset data = Dataset.load(DataSpec.read(data(), folder), SPLIT);
    assertThat(accuracies.get(0)).isEqualTo(byHand(data, SEED)[0]);
    assertThat(accuracies)
        .as("other seeds")
        .isNotEqualTo(Collections.nCopies(3, accuracies.get(0)));
  }

  @Test
  void patienceEndsATrainingThatGetsNoBetter() throws Exception {
    AttemptEnd end = run(Map.of("epochs", 50L, "patience", 2L, "min_delta", 1L));
    assertThat(end.cause()).isEqualTo(Cause.COMPLETED);
    assertThat(end.reason()).startsWith("no better for 2 epochs by more than 1.0, best in epoch ");
    assertThat(steps).containsExactly(1, 2, 3);
  }

  @Test
  void aNetworkThatIsTooSlowIsNotTrained() throws Exception {
    AttemptEnd refused = run(Map.of(), bound(1e-9), Optional.empty(), "attempt-1");
    assertThat(refused.cause()).isEqualTo(Cause.INFEASIBLE);
    assertThat(refused.reason())
        .startsWith("before training, latency_p95 is ")
        .endsWith(", above the at_most of 1.0E-9 milliseconds");
    assertThat(refused.metrics()).containsOnlyKeys("latency_p50", "latency_p95");
    assertThat(steps).isEmpty();
    AttemptEnd trained = run(Map.of(), bound(1e9), Optional.empty(), "attempt-2");
    assertThat(trained.cause()).isEqualTo(Cause.COMPLETED);
    assertThat(trained.metrics()).containsKeys("test_accuracy", "latency_p50", "latency_p95");
    assertThat(trained.metrics().get("latency_p50"))
        .isPositive()
        .isLessThanOrEqualTo(trained.metrics().get("latency_p95"));
  }

  @Test
  void aPrunedNetworkIsMeasuredBesideWhatItWas() throws Exception {
    Map<String, Object> tree = new HashMap<>(tree(Map.of("epochs", 2L)));
    tree.put("compression", Map.of("structured", Map.of("ratio", 0.5, "at", 1L)));
    AttemptEnd end = runTree(tree, bound(1e9), Optional.empty(), "attempt-1");
    assertThat(end.cause()).isEqualTo(Cause.COMPLETED);
    assertThat(end.metrics())
        .containsKeys("latency_p50_before_pruning", "latency_p95_before_pruning")
        .containsEntry("parameters", 2.0 * 2 + 2 + 2 * 2 + 2)
        .containsEntry("parameters_before_pruning", 2.0 * 4 + 4 + 4 * 2 + 2);
  }

  private static LatencyWish bound(double most) {
    Constraint constraint = new Constraint("latency_p95", Double.NEGATIVE_INFINITY, most, true);
    return new LatencyWish(true, List.of(constraint));
  }

  @Test
  void aCpuTrainsWithFloatsOnly() throws Exception {
    AttemptEnd end = run(Map.of("precision", "half"));
    assertThat(end.cause()).isEqualTo(Cause.INFEASIBLE);
    assertThat(end.reason()).startsWith("training.precision is half, which needs a GPU");
  }
}
