package io.sonde.scheduler.placement;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides which waiting jobs start on which devices. Devices of one kind and the jobs that wait for
 * them are a world of their own.
 *
 * <p>Jobs go by priority, then by what their projects have had for their weights ({@link Shares}),
 * then as they came. One that does not fit lets later ones pass until its patience is over; then
 * devices are kept for it, and only jobs that end before it can start may go first ({@link
 * Reservations}). Jobs that declare the memory of a GPU they take share it; all others have their
 * devices to themselves, all of them or none. Where a job has a strictly higher priority than
 * running ones that may be ended, these make room ({@link Preemptions}).
 *
 * <p>Deterministic. For one thread; time is handed in and must not run backwards.
 */
public final class Placement {

  private final Map<Device.Kind, Pool> pools = new EnumMap<>(Device.Kind.class);
  private final Set<Pool> distinct = new LinkedHashSet<>();
  private final List<Device> devices;
  private final boolean seats;
  private final Map<String, Integer> priorities = new HashMap<>();
  private long submitted;

  private Placement(List<Device> devices, boolean seats) {
    this.devices = List.copyOf(devices);
    this.seats = seats;
  }

  /** On these devices, all free. */
  public static Placement onDevices(List<Device> devices, Settings settings) {
    Placement placement = new Placement(devices, false);
    for (Device.Kind kind : Device.Kind.values()) {
      List<Device> ofKind = devices.stream().filter(device -> device.kind() == kind).toList();
      placement.add(kind, new Pool(ofKind, false, settings));
    }
    return placement;
  }

  /**
   * In an engine that chooses devices itself: so many jobs are handed over at a time, in the same
   * order.
   */
  public static Placement inEngine(int capacity, Settings settings) {
    List<Device> seats = new ArrayList<>();
    for (int i = 0; i < capacity; i++) {
      seats.add(new Device("seat-" + i, Device.Kind.CPU_SLOT, "seat", 0, Optional.empty()));
    }
    Placement placement = new Placement(List.of(), true);
    Pool all = new Pool(seats, true, settings);
    for (Device.Kind kind : Device.Kind.values()) {
      placement.add(kind, all);
    }
    return placement;
  }

  private void add(Device.Kind kind, Pool pool) {
    pools.put(kind, pool);
    distinct.add(pool);
  }

  private Pool pool(Device.Kind kind) {
    Pool pool = pools.get(kind);
    if (pool == null) {
      throw new IllegalStateException("there is no pool of " + kind);
    }
    return pool;
  }

  /** Why these resources can never be had here; empty where they can. */
  public Optional<String> shortage(Resources resources) {
    if (seats) {
      return Optional.empty();
    }
    List<Place> places = suited(resources);
    int count = Demand.count(resources);
    if (count > places.size()) {
      String what = resources.gpus() > 0 ? "GPU(s)" : "CPU slot(s)";
      boolean slices = places.size() < pool(Demand.kind(resources)).places().size();
      return Optional.of(
          "asks for %d %s, but there are %d".formatted(count, what, places.size())
              + (slices ? ", for a process sees at most one MIG instance" : ""));
    }
    long memory = resources.gpuMemoryBytes().orElse(0);
    long most = places.stream().mapToLong(Place::shareable).max().orElse(0);
    return memory <= most
        ? Optional.empty()
        : Optional.of(
            "asks for %d MiB of a GPU, but at most %d MiB of one can be shared"
                .formatted(memory >> 20, most >> 20));
  }

  /** The places that can serve such a job. */
  private List<Place> suited(Resources resources) {
    boolean several = Demand.count(resources) > 1;
    return pool(Demand.kind(resources)).places().stream()
        .filter(place -> !(several && place.device.slice()))
        .toList();
  }

  /** How many jobs with these resources fit at a time, with everything free and nobody else. */
  public int capacity(Resources resources) {
    List<Place> places = suited(resources);
    if (seats) {
      return places.size();
    }
    long memory = resources.gpuMemoryBytes().orElse(0);
    return memory > 0
        ? (int) places.stream().mapToLong(place -> place.shareable() / memory).sum()
        : places.size() / Demand.count(resources);
  }

  /** Lets a job wait. It must not be here already. */
  public void submit(Demand demand, Instant now) {
    Pool pool = pool(demand.kind());
    if (find(demand.job()) != null || pool.waiting().get(demand.job()) != null) {
      throw new IllegalArgumentException("job " + demand.job() + " is here already");
    }
    Demand steered = steered(demand);
    pool.waiting().add(new WaitingJob(steered, pool.need(steered), submitted++, now), now);
  }

  private Demand steered(Demand demand) {
    Integer priority = priorities.get(demand.owner());
    return priority == null ? demand : demand.withPriority(priority);
  }

  /** Takes a waiting job out; false where it does not wait. */
  public boolean withdraw(String job) {
    return distinct.stream().anyMatch(pool -> pool.waiting().remove(job) != null);
  }

  /**
   * Says that a job holds devices without having been placed here: one that an earlier server
   * started. Devices that are not here are ignored. A job that holds some already is now known
   * better.
   */
  public void occupy(Demand demand, Collection<String> devices, Instant since, Instant now) {
    Pool pool = pool(demand.kind());
    pool.release(demand.job(), now);
    List<Place> taken = pool.seatsOrPlaces(devices);
    pool.hold(new Holding(steered(demand), pool.need(demand), taken, since), now);
  }

  /** Nothing is left of a job: what it held is free. Nothing happens where it held nothing. */
  public void release(String job, Instant now) {
    distinct.forEach(pool -> pool.release(job, now));
  }

  /** A job that was to start could not: it waits again, where it stood. */
  public void putBack(String job, Instant now) {
    for (Pool pool : distinct) {
      pool.release(job, now)
          .flatMap(Holding::origin)
          .ifPresent(origin -> pool.waiting().add(origin, now));
    }
  }

  /** A running job ends by then at the latest; empty where nobody knows. */
  public void expect(String job, Optional<Instant> end) {
    Holding holding = find(job);
    if (holding != null) {
      holding.expect(end);
    }
  }

  /** A running job has been told to end. */
  public void ending(String job) {
    Holding holding = find(job);
    if (holding != null) {
      holding.markEnding();
    }
  }

  private @Nullable Holding find(String job) {
    for (Pool pool : distinct) {
      Holding holding = pool.holding(job);
      if (holding != null) {
        return holding;
      }
    }
    return null;
  }

  /** Gives a job another priority, whether it waits or runs; ignored where it is not here. */
  public void reprioritise(String job, int priority, Instant now) {
    for (Pool pool : distinct) {
      WaitingJob waiting = pool.waiting().remove(job);
      if (waiting != null) {
        pool.waiting().add(waiting.withPriority(priority), now);
      }
    }
    Holding holding = find(job);
    if (holding != null) {
      holding.reprioritise(priority);
    }
  }

  /**
   * Gives the jobs of an owner another priority, those that are here and those that come; takes the
   * place of what they say themselves.
   */
  public void prioritise(String owner, int priority, Instant now) {
    priorities.put(owner, priority);
    Set<String> jobs = new LinkedHashSet<>();
    for (Pool pool : distinct) {
      pool.waiting().inOrder(now).stream()
          .map(one -> one.demand)
          .forEach(one -> add(one, owner, jobs));
      pool.running().stream().map(Holding::demand).forEach(one -> add(one, owner, jobs));
    }
    jobs.forEach(job -> reprioritise(job, priority, now));
  }

  private static void add(Demand demand, String owner, Set<String> jobs) {
    if (demand.owner().equals(owner)) {
      jobs.add(demand.job());
    }
  }

  /** Forgets what was said of an owner that will have no more jobs. */
  public void forget(String owner, Instant now) {
    priorities.remove(owner);
    resume(owner, now);
  }

  /** Waiting jobs of this owner do not start from now on. Running ones are not touched. */
  public void pause(String owner) {
    distinct.forEach(pool -> pool.waiting().pause(owner));
  }

  /** Waiting jobs of this owner start again. */
  public void resume(String owner, Instant now) {
    distinct.forEach(pool -> pool.waiting().resume(owner, now));
  }

  /** The memory that processes of others hold, by device; none on those that are not named. */
  public void foreign(Map<String, Long> bytes) {
    for (Pool pool : distinct) {
      for (Place place : pool.places()) {
        place.foreign(bytes.getOrDefault(place.device.id(), 0L));
      }
    }
  }

  /** The devices that are given to nobody, with the reason; all others are. */
  public void setAside(Map<String, String> reasons) {
    for (Pool pool : distinct) {
      for (Place place : pool.places()) {
        place.setAside(reasons.get(place.device.id()));
      }
    }
  }

  /**
   * Starts what can start: those jobs hold their devices from now on. A decision with so many
   * starts as it may have is cut short there; the next one goes on.
   *
   * @param most how many jobs it may start, at least 1
   * @param preferred the devices on which a job, named by its id, should rather start, because it
   *     starts faster there; none where that is all the same
   */
  public Decision decide(Instant now, int most, Function<String, List<Device>> preferred) {
    List<Decision.Start> starts = new ArrayList<>();
    List<Decision.Preemption> preemptions = new ArrayList<>();
    for (Pool pool : distinct) {
      Decision decision = pool.decide(now, most - starts.size(), preferred);
      starts.addAll(decision.starts());
      preemptions.addAll(decision.preemptions());
    }
    return new Decision(starts, preemptions);
  }

  /**
   * When the patience of a waiting job is over next: a decision then may keep devices for it,
   * though nothing else has changed. Empty where that was so of all before.
   */
  public Optional<Instant> patienceOver(Instant now) {
    return distinct.stream()
        .flatMap(pool -> pool.patienceOver(now).stream())
        .min(Comparator.naturalOrder());
  }

  /**
   * Whether a waiting job should have what this job holds once it can let go of it without loss,
   * before another one like it.
   */
  public boolean wanted(String job, Instant now) {
    for (Pool pool : distinct) {
      Holding holding = pool.holding(job);
      if (holding != null) {
        return pool.wanted(holding, now);
      }
    }
    return false;
  }

  /** Whether a job waits that is not paused. */
  public boolean anyWaiting() {
    return distinct.stream().anyMatch(pool -> pool.waiting().any());
  }

  /**
   * A job that waits.
   *
   * @param demand what it asks for
   * @param since when it was submitted
   * @param obstacle why it did not start when it was last looked at
   * @param promised when it starts at the latest, by the declared limits of the jobs that run and
   *     unless others come that go before it; empty where nobody knows
   */
  public record Waiting(
      Demand demand, Instant since, Obstacle obstacle, Optional<Instant> promised) {}

  /** All that wait, the next first, kind by kind; those that are paused last. */
  public List<Waiting> waiting(Instant now) {
    return distinct.stream()
        .flatMap(pool -> pool.waiting().inOrder(now).stream().map(job -> waiting(pool, job)))
        .toList();
  }

  private static Waiting waiting(Pool pool, WaitingJob job) {
    return new Waiting(job.demand, job.since, job.obstacle(), pool.promised(job));
  }

  /**
   * The devices that a job with these resources will most likely get next: free ones first, then
   * those held the longest.
   */
  public List<Device> likely(Resources resources) {
    if (seats) {
      return List.of();
    }
    return suited(resources).stream()
        .sorted(Comparator.comparing(Place::heldSince))
        .limit(Demand.count(resources))
        .map(place -> place.device)
        .toList();
  }

  /**
   * A device and who holds it.
   *
   * @param holders jobs, several where they share it
   * @param foreign memory in bytes that processes of others hold
   */
  public record Held(Device device, List<Holder> holders, long foreign) {}

  /**
   * Who holds a device.
   *
   * @param since when the job got it
   */
  public record Holder(String job, String owner, Instant since) {}

  /** Every device with those who hold it, in their order; none where an engine chooses them. */
  public List<Held> devices() {
    return devices.stream()
        .flatMap(device -> pool(device.kind()).places(List.of(device)).stream())
        .map(Placement::held)
        .toList();
  }

  private static Held held(Place place) {
    List<Holder> holders =
        place.holdings().stream()
            .map(one -> new Holder(one.demand().job(), one.demand().owner(), one.since))
            .toList();
    return new Held(place.device, holders, place.foreign());
  }
}
