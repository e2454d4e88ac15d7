package io.sonde.scheduler.placement;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.placement.Decision.Preemption;
import io.sonde.scheduler.placement.Decision.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One decision: goes through the waiting jobs in their order and starts what fits. A job that does
 * not fit lets the later ones pass, until its patience is over.
 */
final class Round {

  private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);

  private record Rank(Need need, int priority) {}

  private final Pool pool;
  private final Instant now;
  private final int most;
  private final Function<String, List<Device>> preferred;
  private final Reservations reservations = new Reservations();

  /** By need, the shortest limit with which a job did not fit: none that runs longer does. */
  private final Map<Need, Duration> unfit = new HashMap<>();

  private final Map<Need, Obstacle> obstacles = new HashMap<>();
  private final Set<Rank> powerless = new HashSet<>();
  private final List<Start> starts = new ArrayList<>();
  private final List<Preemption> preemptions = new ArrayList<>();
  private final int leastPreemptible;
  private boolean reserved;

  Round(Pool pool, Instant now, int most, Function<String, List<Device>> preferred) {
    this.pool = pool;
    this.now = now;
    this.most = most;
    this.preferred = preferred;
    leastPreemptible =
        pool.running().stream()
            .filter(one -> one.yieldsTo(Integer.MAX_VALUE))
            .mapToInt(one -> one.demand().priority())
            .min()
            .orElse(Integer.MAX_VALUE);
  }

  Decision decide() {
    Turns turns = pool.waiting().turns(now);
    while (starts.size() < most) {
      WaitingJob next = turns.next();
      if (next == null) {
        break;
      }
      if (!start(next)) {
        next.obstacle(obstacle(next));
      }
    }
    return new Decision(starts, preemptions);
  }

  /** What is kept for jobs that did not start. */
  Reservations reservations() {
    return reservations;
  }

  private boolean start(WaitingJob job) {
    Duration limit = job.demand.limit().orElse(FOR_EVER);
    Duration tooLong = unfit.get(job.need);
    if (tooLong != null && limit.compareTo(tooLong) >= 0) {
      return false;
    }
    Optional<List<Place>> places = choose(job);
    if (places.isEmpty()) {
      boolean busy = pool.free(job.need) < job.need.count();
      unfit.put(job.need, busy ? Duration.ZERO : limit);
      return false;
    }
    pool.take(job, places.get(), now);
    starts.add(new Start(job.job(), pool.devices(places.get())));
    return true;
  }

  private Optional<List<Place>> choose(WaitingJob job) {
    List<Place> fitting =
        pool.places().stream()
            .filter(place -> place.fits(job.need) && reservations.leaves(place, job, now))
            .toList();
    if (fitting.size() < job.need.count()) {
      return Optional.empty();
    }
    List<Place> wished = pool.places(preferred.apply(job.job()));
    if (wished.size() == job.need.count() && fitting.containsAll(wished)) {
      return Optional.of(wished);
    }
    return Optional.of(
        fitting.stream()
            .sorted(Preference.of(job.need, reservations, pool.waiting().anyWhole()))
            .limit(job.need.count())
            .toList());
  }

  private Obstacle obstacle(WaitingJob job) {
    if (madeRoom(job)) {
      return Obstacle.PREEMPTING;
    }
    if (!reserved && !pool.patienceOver(job).isAfter(now)) {
      reserved = reservations.reserve(job, pool.places(), now);
      if (reserved) {
        return Obstacle.RESERVED;
      }
    }
    return obstacles.computeIfAbsent(job.need, this::obstacle);
  }

  private Obstacle obstacle(Need need) {
    if (pool.open(need) < need.count()) {
      return Obstacle.UNAVAILABLE;
    }
    return reservations.any() && pool.free(need) >= need.count() ? Obstacle.KEPT : Obstacle.BUSY;
  }

  private boolean madeRoom(WaitingJob job) {
    Rank rank = new Rank(job.need, job.priority());
    boolean may = job.preempting() || job.priority() > leastPreemptible;
    if (!may || powerless.contains(rank)) {
      return false;
    }
    List<Place> unkept =
        pool.places().stream().filter(place -> !reservations.keeps(place)).toList();
    Optional<Preemptions.Room> room = Preemptions.room(unkept, job);
    if (room.isEmpty()) {
      powerless.add(rank);
      return false;
    }
    reservations.keep(job, room.get().places());
    job.markPreempting();
    for (Holding victim : room.get().victims()) {
      victim.markEnding();
      preemptions.add(new Preemption(victim.demand().job(), job.job()));
    }
    return true;
  }
}
