package io.sonde.trial.protocol;

import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.report.AttemptId;
import io.sonde.trial.checkpoint.Rhythm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One attempt for a worker to run.
 *
 * @param token the secret with which it reports
 * @param seed from which weights and shuffling derive
 * @param splitSeed from which the split of the data derives
 * @param configuration the tree of the network's configuration
 * @param data what {@code DataSpec} reads, with absolute paths
 * @param objective by which the best epoch is told
 * @param latency whether predictions are timed
 * @param capability the compute capability of the GPU it holds, where it holds one
 * @param checkpoint the folder of the checkpoint from which it goes on
 * @param rhythm how often it leaves a checkpoint
 * @param parent the folder of the attempt from whose model it starts when it begins anew
 * @param folder for what the attempt leaves behind
 * @param log the file for its output
 */
public record Assignment(
    AttemptId attempt,
    String token,
    long seed,
    long splitSeed,
    Map<String, Object> configuration,
    Map<String, Object> data,
    Objective objective,
    LatencyWish latency,
    Optional<String> capability,
    Optional<Path> checkpoint,
    Rhythm rhythm,
    Optional<Path> parent,
    Path folder,
    Path log) {

  /** Reads the message. Throws {@link IllegalArgumentException} saying what is wrong with it. */
  public static Assignment parse(String json) {
    Map<String, Object> map = Json.map(json);
    Map<String, Object> objective = Json.section(map, "objective");
    String direction = Json.text(objective, "direction").toUpperCase(Locale.ROOT);
    return new Assignment(
        AttemptId.parse(Json.text(map, "attempt")),
        Json.text(map, "token"),
        Json.whole(map, "seed"),
        Json.whole(map, "split_seed"),
        Json.section(map, "configuration"),
        Json.section(map, "data"),
        new Objective(Json.text(objective, "metric"), Direction.valueOf(direction)),
        LatencyWish.read(map),
        Optional.ofNullable(map.get("capability")).map(String::valueOf),
        Optional.ofNullable(map.get("checkpoint")).map(f -> Path.of(String.valueOf(f))),
        rhythm(Json.section(map, "checkpoint_every")),
        Optional.ofNullable(map.get("parent")).map(f -> Path.of(String.valueOf(f))),
        Path.of(Json.text(map, "folder")),
        Path.of(Json.text(map, "log")));
  }

  private static Rhythm rhythm(Map<String, Object> every) {
    return every.containsKey("steps")
        ? Rhythm.ofSteps((int) Json.whole(every, "steps"))
        : Rhythm.ofTime(Duration.ofSeconds(Json.whole(every, "seconds")));
  }

  /** The message. */
  public String toJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("attempt", attempt.toString());
    map.put("token", token);
    map.put("seed", seed);
    map.put("split_seed", splitSeed);
    map.put("configuration", configuration);
    map.put("data", data);
    map.put(
        "objective",
        Map.of("metric", objective.metric(), "direction", objective.direction().word()));
    latency.write(map);
    capability.ifPresent(value -> map.put("capability", value));
    checkpoint.ifPresent(value -> map.put("checkpoint", value.toString()));
    map.put(
        "checkpoint_every",
        rhythm.steps().isPresent()
            ? Map.of("steps", rhythm.steps().getAsInt())
            : Map.of("seconds", rhythm.time().toSeconds()));
    parent.ifPresent(value -> map.put("parent", value.toString()));
    map.put("folder", folder.toString());
    map.put("log", log.toString());
    return Json.write(map);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "assignment " + attempt;
  }
}
