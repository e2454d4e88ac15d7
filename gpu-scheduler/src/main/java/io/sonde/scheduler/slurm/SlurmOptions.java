package io.sonde.scheduler.slurm;

import io.sonde.scheduler.job.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a job asks of Slurm beyond its resources: the mapping under {@code slurm} in its options,
 * with the keys {@code partition}, {@code account}, {@code time} (whole minutes) and {@code
 * options} (a list of {@link SbatchOption}).
 */
record SlurmOptions(
    Optional<String> partition,
    Optional<String> account,
    Optional<Duration> time,
    List<SbatchOption> options) {

  /** The key among a job's options. */
  static final String KEY = "slurm";

  private static final String EXCLUDE = "exclude";

  /** Options that say how many GPUs a job gets, so that ours would contradict them. */
  private static final Set<String> GPUS =
      Set.of("gres", "gpus", "gpus-per-node", "gpus-per-task", "gpus-per-socket");

  /**
   * Reads a job's options.
   *
   * @throws IllegalArgumentException saying what is wrong, what was expected and what to do
   */
  static SlurmOptions of(Job job) {
    Object section = job.options().getOrDefault(KEY, Map.of());
    if (!(section instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("resources.slurm expects a mapping, got " + section);
    }
    for (Object key : map.keySet()) {
      if (!List.of("partition", "account", "time", "options").contains(key)) {
        throw new IllegalArgumentException(
            "resources.slurm knows partition, account, time and options, got " + key);
      }
    }
    return new SlurmOptions(
        text(map, "partition"), text(map, "account"), time(map.get("time")), list(map));
  }

  private static Optional<String> text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof String text) || !text.matches("[A-Za-z0-9_.,-]+")) {
      throw new IllegalArgumentException(
          "resources.slurm.%s expects a name, got %s".formatted(key, value));
    }
    return Optional.of(text);
  }

  private static Optional<Duration> time(@Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Number minutes) || minutes.longValue() < 1) {
      throw new IllegalArgumentException(
          "resources.slurm.time expects at least 1 minute, got " + value);
    }
    return Optional.of(Duration.ofMinutes(minutes.longValue()));
  }

  private static List<SbatchOption> list(Map<?, ?> map) {
    Object value = map.containsKey("options") ? map.get("options") : List.of();
    if (!(value instanceof List<?> items)) {
      throw new IllegalArgumentException("resources.slurm.options expects a list, got " + value);
    }
    return items.stream().map(item -> SbatchOption.of(String.valueOf(item))).toList();
  }

  /**
   * The options of {@code sbatch} for a job: what it needs, then what it asks for.
   *
   * @param avoided nodes on which it must not run
   */
  List<String> line(Job job, Set<String> avoided) {
    List<String> line = new ArrayList<>();
    line.addAll(List.of("--nodes=1", "--ntasks=1"));
    line.add("--cpus-per-task=" + Math.max(1, job.resources().cpus()));
    if (job.resources().gpus() > 0 && options.stream().noneMatch(o -> GPUS.contains(o.name()))) {
      line.add("--gres=gpu:" + job.resources().gpus());
    }
    job.resources().memoryBytes().ifPresent(bytes -> line.add("--mem=" + mebibytes(bytes) + "M"));
    partition.ifPresent(name -> line.add("--partition=" + name));
    account.ifPresent(name -> line.add("--account=" + name));
    time.or(() -> job.limits().wall().map(SlurmOptions::withRoom))
        .ifPresent(limit -> line.add("--time=" + limit.toMinutes()));
    options.forEach(option -> line.add(option.text()));
    if (!avoided.isEmpty()) {
      line.add("--" + EXCLUDE + "=" + String.join(",", excluded(avoided)));
    }
    return line;
  }

  /** Whether it asks for one of these nodes, and writes their names out. */
  boolean namesOneOf(Set<String> nodes) {
    return options.stream()
        .filter(option -> option.name().equals("nodelist"))
        .flatMap(option -> option.value().stream())
        .flatMap(list -> List.of(list.split(",", -1)).stream())
        .anyMatch(nodes::contains);
  }

  /** Of several such options the last one counts, so that it names the user's nodes as well. */
  private List<String> excluded(Set<String> avoided) {
    List<String> nodes = new ArrayList<>();
    options.stream()
        .filter(option -> option.name().equals(EXCLUDE))
        .flatMap(option -> option.value().stream())
        .forEach(nodes::add);
    nodes.addAll(new TreeSet<>(avoided));
    return nodes;
  }

  private static long mebibytes(long bytes) {
    return Math.max(1, (bytes + (1 << 20) - 1) >> 20);
  }

  /** Sonde ends the job at its limit; Slurm's own limit stands behind it, in whole minutes. */
  private static Duration withRoom(Duration wall) {
    long roundedUp = wall.plusMinutes(1).minusNanos(1).toMinutes();
    return Duration.ofMinutes(roundedUp + 2);
  }
}
