package io.sonde.scheduler.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The places that are kept for jobs which cannot start yet, and until when others may have them.
 *
 * <p>One job that has waited long gets a reservation, as in EASY backfilling (Lifka, "The ANL/IBM
 * SP scheduling system", JSSPP 1995): the earliest time at which it is sure to fit by the declared
 * limits of those that run. A job behind it may start if it ends before that, or on places that the
 * reservation does not need. Where no such time is known, the places are kept from everybody.
 */
final class Reservations {

  private record Kept(WaitingJob job, Optional<Instant> start) {}

  private record Candidate(Place place, Instant available) {}

  private final Map<Place, Kept> kept = new HashMap<>();

  /** Whether a job which runs for so long at most may have the place until its reservation. */
  boolean leaves(Place place, WaitingJob other, Instant now) {
    Kept held = kept.get(place);
    if (held == null) {
      return true;
    }
    Optional<Instant> end = other.demand.limit().map(now::plus);
    return held.start.isPresent() && end.isPresent() && !end.get().isAfter(held.start.get());
  }

  boolean keeps(Place place) {
    return kept.containsKey(place);
  }

  /** When the job starts at the latest; empty where nothing is kept for it or nobody knows. */
  Optional<Instant> promised(WaitingJob job) {
    return kept.values().stream().filter(one -> one.job() == job).findFirst().flatMap(Kept::start);
  }

  boolean any() {
    return !kept.isEmpty();
  }

  /** Keeps places from all others. */
  void keep(WaitingJob job, List<Place> places) {
    places.forEach(place -> kept.put(place, new Kept(job, Optional.empty())));
  }

  /** Keeps places for a job that has waited long; false where it cannot get enough of them. */
  boolean reserve(WaitingJob job, List<Place> places, Instant now) {
    List<Candidate> candidates = new ArrayList<>();
    for (Place place : places) {
      if (place.open(job.need) && !kept.containsKey(place)) {
        candidates.add(new Candidate(place, place.availableTo(job.need, now)));
      }
    }
    if (candidates.size() < job.need.count()) {
      return false;
    }
    candidates.sort(order(job.need));
    Instant start = candidates.get(job.need.count() - 1).available();
    boolean known = start.isBefore(Instant.MAX);
    for (Candidate one : chosen(candidates, job.need.count(), start, known)) {
      kept.put(one.place(), new Kept(job, known ? Optional.of(start) : Optional.empty()));
    }
    return true;
  }

  /** The soonest first; where nobody knows, the emptiest or the one that is held the longest. */
  private static Comparator<Candidate> order(Need need) {
    Comparator<Candidate> soonest = Comparator.comparing(Candidate::available);
    return need.shared()
        ? soonest.thenComparing(one -> one.place().room(), Comparator.reverseOrder())
        : soonest.thenComparing(one -> one.place().heldSince());
  }

  /**
   * The last to come free of those that are free by the start: the others are left to whom they
   * suit.
   */
  private static List<Candidate> chosen(
      List<Candidate> candidates, int count, Instant start, boolean known) {
    if (!known) {
      return candidates.subList(0, count);
    }
    int inTime = count;
    while (inTime < candidates.size() && !candidates.get(inTime).available().isAfter(start)) {
      inTime++;
    }
    return candidates.subList(inTime - count, inTime);
  }
}
