package io.sonde.scheduler.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that wait for the places of one pool, in their order: by priority, then by what their
 * projects have had, then as they came. One start in a number of turns is that of a job which has
 * waited very long behind higher priorities.
 */
final class WaitingJobs {

  private record Line(int priority, String project) {}

  private final Shares shares;
  private final Duration longWait;
  private final int turns;
  private final Map<String, WaitingJob> jobs = new HashMap<>();
  private final Map<Line, NavigableMap<Long, WaitingJob>> lines = new HashMap<>();
  private final Map<String, WaitingJob> paused = new HashMap<>();
  private final Set<String> pausedOwners = new HashSet<>();
  private int whole;
  private int turnsTaken;

  WaitingJobs(Shares shares, Settings settings) {
    this.shares = shares;
    this.longWait = settings.longWait();
    this.turns = settings.turns();
  }

  void add(WaitingJob job, Instant now) {
    if (pausedOwners.contains(job.demand.owner())) {
      job.obstacle(Obstacle.PAUSED);
      paused.put(job.job(), job);
      return;
    }
    jobs.put(job.job(), job);
    whole += job.need.shared() ? 0 : 1;
    lines.computeIfAbsent(line(job), line -> new TreeMap<>()).put(job.number, job);
    shares.waits(job.demand.standing(), now);
  }

  /** Takes a job out; null where it does not wait. */
  @Nullable WaitingJob remove(String id) {
    WaitingJob job = jobs.remove(id);
    if (job == null) {
      return paused.remove(id);
    }
    whole -= job.need.shared() ? 0 : 1;
    Line line = line(job);
    NavigableMap<Long, WaitingJob> rest = lines.get(line);
    if (rest != null) {
      rest.remove(job.number);
      if (rest.isEmpty()) {
        lines.remove(line);
      }
    }
    shares.leaves(job.project());
    return job;
  }

  void pause(String owner) {
    pausedOwners.add(owner);
    for (WaitingJob job : List.copyOf(jobs.values())) {
      if (job.demand.owner().equals(owner)) {
        remove(job.job());
        job.obstacle(Obstacle.PAUSED);
        paused.put(job.job(), job);
      }
    }
  }

  void resume(String owner, Instant now) {
    if (!pausedOwners.remove(owner)) {
      return;
    }
    for (WaitingJob job : List.copyOf(paused.values())) {
      if (job.demand.owner().equals(owner)) {
        paused.remove(job.job());
        job.obstacle(Obstacle.BUSY);
        add(job, now);
      }
    }
  }

  private static Line line(WaitingJob job) {
    return new Line(job.priority(), job.project());
  }

  /** Whether one is here that is not paused. */
  boolean any() {
    return !jobs.isEmpty();
  }

  /** Whether one that is not paused waits for devices to itself. */
  boolean anyWhole() {
    return whole > 0;
  }

  @Nullable WaitingJob get(String id) {
    WaitingJob job = jobs.get(id);
    return job == null ? paused.get(id) : job;
  }

  /** All in the order in which they are looked at, the paused ones last. */
  List<WaitingJob> inOrder(Instant now) {
    List<WaitingJob> all = new ArrayList<>();
    Turns order = turns(now);
    for (WaitingJob next = order.next(); next != null; next = order.next()) {
      all.add(next);
    }
    paused.values().stream().sorted(Comparator.comparingLong(job -> job.number)).forEach(all::add);
    return all;
  }

  /** The one whose wait behind higher priorities is over, when its turn has come. */
  private Optional<WaitingJob> longWaiting(Instant now) {
    int highest = lines.keySet().stream().mapToInt(Line::priority).max().orElse(0);
    return lines.entrySet().stream()
        .filter(line -> line.getKey().priority() < highest)
        .map(line -> line.getValue().firstEntry().getValue())
        .filter(job -> !job.since.plus(longWait).isAfter(now))
        .min(Comparator.comparingLong(job -> job.number));
  }

  /** The first that came after a time, of those that are not paused. */
  Optional<WaitingJob> firstSubmittedAfter(Instant time) {
    return jobs.values().stream()
        .filter(job -> job.since.isAfter(time))
        .min(Comparator.comparingLong(job -> job.number));
  }

  /** Walks through the jobs that are not paused. */
  Turns turns(Instant now) {
    Optional<WaitingJob> longest = longWaiting(now);
    Optional<WaitingJob> first = turnsTaken >= turns - 1 ? longest : Optional.empty();
    return new Turns(lines.values(), job -> shares.rank(job.project(), now), first.orElse(null));
  }

  /** A job has got its places. */
  void started(WaitingJob job, Instant now) {
    Optional<WaitingJob> longest = longWaiting(now);
    remove(job.job());
    if (longest.isPresent()) {
      turnsTaken = job == longest.get() ? 0 : Math.min(turnsTaken + 1, turns);
    }
  }
}
