package io.sonde.scheduler.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses running jobs that make room for a waiting one of strictly higher priority: those of the
 * lowest priority, and among them the latest started, which lose least; no more than are needed,
 * and none where they would not suffice.
 */
final class Preemptions {

  /**
   * A way to make room.
   *
   * @param places what the job will have
   * @param victims who must go for it; none where those that are already ending suffice
   */
  record Room(List<Place> places, Set<Holding> victims) {}

  private final List<Place> places;
  private final WaitingJob job;
  private final Set<Holding> victims = new LinkedHashSet<>();

  private Preemptions(List<Place> places, WaitingJob job) {
    this.places = places;
    this.job = job;
  }

  /** Room for a job among these places; empty where there is none to be made. */
  static Optional<Room> room(List<Place> places, WaitingJob job) {
    List<Place> open = places.stream().filter(place -> place.open(job.need)).toList();
    Preemptions search = new Preemptions(open, job);
    return job.need.shared() ? search.onOnePlace() : search.onWholePlaces();
  }

  private Optional<Room> onWholePlaces() {
    List<Place> chosen = new ArrayList<>();
    Set<Place> left = new LinkedHashSet<>(places);
    left.removeIf(place -> !place.holdings().stream().allMatch(this::mayGo));
    while (chosen.size() < job.need.count()) {
      Optional<Place> best = left.stream().min(Comparator.comparing(this::loss, LOSS));
      if (best.isEmpty()) {
        return Optional.empty();
      }
      chosen.add(best.get());
      left.remove(best.get());
      victims.addAll(losers(best.get().holdings()));
    }
    return Optional.of(new Room(chosen, victims));
  }

  private Optional<Room> onOnePlace() {
    return places.stream()
        .map(this::share)
        .flatMap(Optional::stream)
        .min(Comparator.comparing(room -> List.copyOf(room.victims()), LOSS));
  }

  /** Who must go from a place so that enough of its memory is left. */
  private Optional<Room> share(Place place) {
    List<Holding> leaving = new ArrayList<>(place.holdings().stream().filter(this::mayGo).toList());
    leaving.sort(Comparator.comparing((Holding one) -> !one.ending()).thenComparing(CHEAPEST));
    Set<Holding> gone = new HashSet<>();
    for (Holding next : leaving) {
      if (place.roomWithout(gone) >= job.need.memory()) {
        break;
      }
      gone.add(next);
    }
    return place.roomWithout(gone) >= job.need.memory()
        ? Optional.of(new Room(List.of(place), new LinkedHashSet<>(losers(gone))))
        : Optional.empty();
  }

  private boolean mayGo(Holding holding) {
    return holding.ending() || holding.yieldsTo(job.priority());
  }

  private List<Holding> loss(Place place) {
    return losers(place.holdings());
  }

  /** Those whom it would cost something. */
  private List<Holding> losers(Iterable<Holding> holdings) {
    List<Holding> losers = new ArrayList<>();
    for (Holding one : holdings) {
      if (!one.ending() && !victims.contains(one)) {
        losers.add(one);
      }
    }
    return losers;
  }

  private static final Comparator<Holding> CHEAPEST =
      Comparator.comparingInt((Holding one) -> one.demand().priority())
          .thenComparing(one -> one.since, Comparator.reverseOrder());

  /** The fewer the better, then by the dearest of them. */
  private static final Comparator<List<Holding>> LOSS =
      Comparator.comparingInt((List<Holding> losers) -> losers.isEmpty() ? 0 : 1)
          .thenComparingInt(
              losers -> losers.stream().mapToInt(one -> one.demand().priority()).max().orElse(0))
          .thenComparingInt(List::size)
          .thenComparing(
              losers ->
                  losers.stream()
                      .map(one -> one.since)
                      .min(Comparator.naturalOrder())
                      .orElse(java.time.Instant.MAX),
              Comparator.reverseOrder());
}
