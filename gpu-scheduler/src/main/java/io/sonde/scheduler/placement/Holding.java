package io.sonde.scheduler.placement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job on its places. */
final class Holding {

  final Need need;
  final List<Place> places;
  final Instant since;
  private final @Nullable WaitingJob origin;
  private Demand demand;
  private Optional<Instant> end;
  private boolean ending;

  /** A job that has waited. */
  Holding(WaitingJob job, List<Place> places, Instant since) {
    this(job.demand, job.need, places, since, job);
  }

  /** A job that did not wait here. */
  Holding(Demand demand, Need need, List<Place> places, Instant since) {
    this(demand, need, places, since, null);
  }

  private Holding(
      Demand demand, Need need, List<Place> places, Instant since, @Nullable WaitingJob origin) {
    this.origin = origin;
    this.demand = demand;
    this.need = need;
    this.places = List.copyOf(places);
    this.since = since;
    this.end = demand.limit().map(since::plus);
  }

  Demand demand() {
    return demand;
  }

  void reprioritise(int priority) {
    demand = demand.withPriority(priority);
  }

  /** As it was when it waited; empty where it did not. */
  Optional<WaitingJob> origin() {
    return Optional.ofNullable(origin).map(job -> job.withPriority(demand.priority()));
  }

  /** By when it has ended at the latest; far away where nobody knows. */
  Instant end() {
    return end.orElse(Instant.MAX);
  }

  void expect(Optional<Instant> latest) {
    end = latest;
  }

  /** Whether it has been told to end. */
  boolean ending() {
    return ending;
  }

  void markEnding() {
    ending = true;
  }

  /** Whether it may be ended for a job of this priority. */
  boolean yieldsTo(int priority) {
    return !ending && demand.standing().preemptible() && demand.priority() < priority;
  }

  /** Its part of the pool, in devices. */
  double charge() {
    return need.shared() && !places.isEmpty()
        ? (double) need.memory() / places.get(0).device.memoryBytes()
        : need.count();
  }
}
