package io.sonde.scheduler.placement;

import io.sonde.scheduler.device.Device;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The devices of one kind, or the seats in an engine, with those who hold and await them. */
final class Pool {

  private final Settings settings;
  private final boolean seats;
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<String, Holding> holdings = new LinkedHashMap<>();
  private final Shares shares;
  private final WaitingJobs waiting;
  private Reservations reservations = new Reservations();

  /**
   * A pool whose places are all free.
   *
   * @param seats whether the devices only stand for places in an engine, which chooses devices
   */
  Pool(List<Device> devices, boolean seats, Settings settings) {
    this.settings = settings;
    this.seats = seats;
    for (Device device : devices) {
      if (places.put(device.id(), new Place(device, settings.reserve())) != null) {
        throw new IllegalArgumentException("two devices have the id " + device.id());
      }
    }
    shares = new Shares(devices.size(), settings.window());
    waiting = new WaitingJobs(shares, settings);
  }

  Need need(Demand demand) {
    return seats ? Need.SEAT : Need.of(demand, settings);
  }

  WaitingJobs waiting() {
    return waiting;
  }

  /** When devices are kept for a waiting job that does not fit. */
  Instant patienceOver(WaitingJob job) {
    return job.since.plus(settings.patience());
  }

  /** The first time after now at which that is so of another waiting job. */
  Optional<Instant> patienceOver(Instant now) {
    return waiting.firstSubmittedAfter(now.minus(settings.patience())).map(this::patienceOver);
  }

  List<Place> places() {
    return List.copyOf(places.values());
  }

  /** Those of these devices that are here. */
  List<Place> places(List<Device> devices) {
    return devices.stream()
        .map(device -> places.get(device.id()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** What a job took that was not placed here: a seat in an engine, or these devices. */
  List<Place> seatsOrPlaces(Collection<String> devices) {
    return seats
        ? places.values().stream().filter(Place::free).limit(1).toList()
        : places.values().stream().filter(place -> devices.contains(place.device.id())).toList();
  }

  /** What a job is told that it got. */
  List<Device> devices(List<Place> taken) {
    return seats ? List.of() : taken.stream().map(place -> place.device).toList();
  }

  Collection<Holding> running() {
    return holdings.values();
  }

  @Nullable Holding holding(String job) {
    return holdings.get(job);
  }

  /** How many places such a job may have at all. */
  long open(Need need) {
    return places.values().stream().filter(place -> place.open(need)).count();
  }

  /** How many places such a job fits on, but for reservations. */
  long free(Need need) {
    return places.values().stream().filter(place -> place.fits(need)).count();
  }

  Decision decide(Instant now, int most, Function<String, List<Device>> preferred) {
    Round round = new Round(this, now, most, preferred);
    Decision decision = round.decide();
    reservations = round.reservations();
    return decision;
  }

  /** When a waiting job starts at the latest, as far as the last decision knew. */
  Optional<Instant> promised(WaitingJob job) {
    return reservations.promised(job);
  }

  /** Gives a waiting job its places. */
  void take(WaitingJob job, List<Place> taken, Instant now) {
    waiting.started(job, now);
    hold(new Holding(job, taken, now), now);
  }

  /** Lets a job that is not waiting hold places. */
  void hold(Holding holding, Instant now) {
    holdings.put(holding.demand().job(), holding);
    holding.places.forEach(place -> place.take(holding));
    shares.holds(project(holding), charge(holding), now);
  }

  /** Nothing is left of a job. */
  Optional<Holding> release(String job, Instant now) {
    Holding holding = holdings.remove(job);
    if (holding != null) {
      holding.places.forEach(place -> place.give(job));
      shares.holds(project(holding), -charge(holding), now);
    }
    return Optional.ofNullable(holding);
  }

  /**
   * Whether a waiting job that goes before the next one like this would start if it ended: it then
   * should end where it can do so without loss.
   */
  boolean wanted(Holding holding, Instant now) {
    if (holding.ending() || holding.places.stream().anyMatch(reservations::keeps)) {
      return !holding.ending();
    }
    Turns turns = waiting.turns(now);
    for (WaitingJob next = turns.next(); next != null; next = turns.next()) {
      if (!before(next, holding, now)) {
        return false;
      }
      if (fitsWithout(holding, next)) {
        return true;
      }
    }
    return false;
  }

  private boolean before(WaitingJob job, Holding holding, Instant now) {
    if (job.priority() != holding.demand().priority()) {
      return job.priority() > holding.demand().priority();
    }
    // A margin, so that two projects which are level do not change places at every end.
    double margin = settings.window().toSeconds() / 10.0 / holding.demand().standing().weight();
    return !job.project().equals(project(holding))
        && shares.rank(job.project(), now) + margin
            < shares.rank(project(holding), charge(holding), now);
  }

  private boolean fitsWithout(Holding holding, WaitingJob job) {
    return places.values().stream()
            .filter(place -> place.open(job.need) && !reservations.keeps(place))
            .filter(
                place ->
                    job.need.shared()
                        ? place.roomWithout(Set.of(holding)) >= job.need.memory()
                        : Set.of(holding).containsAll(place.holdings()))
            .count()
        >= job.need.count();
  }

  private static String project(Holding holding) {
    return holding.demand().standing().project();
  }

  private double charge(Holding holding) {
    return seats ? holding.demand().count() : holding.charge();
  }
}
