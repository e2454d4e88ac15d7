package io.sonde.scheduler.placement;

import io.sonde.scheduler.device.Device;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A device, or a seat in an engine, and who holds it. */
final class Place {

  final Device device;
  private final long given;
  private final Map<String, Holding> holdings = new LinkedHashMap<>();
  private long foreign;
  private @Nullable String setAside;

  Place(Device device, double reserve) {
    this.device = device;
    this.given = (long) (device.memoryBytes() * (1 - reserve));
  }

  /** Memory that processes of others hold. */
  void foreign(long bytes) {
    foreign = bytes;
  }

  long foreign() {
    return foreign;
  }

  /** Gives it to nobody, with the reason; null gives it again. */
  void setAside(@Nullable String reason) {
    setAside = reason;
  }

  List<Holding> holdings() {
    return List.copyOf(holdings.values());
  }

  boolean free() {
    return holdings.isEmpty();
  }

  void take(Holding holding) {
    holdings.put(holding.demand().job(), holding);
  }

  void give(String job) {
    holdings.remove(job);
  }

  /** The memory that jobs may share while nobody else is there. */
  long shareable() {
    return given;
  }

  /** Whether such a job may have it at all, once those who hold it are gone. */
  boolean open(Need need) {
    return setAside == null
        && suits(need)
        && (foreign == 0 || need.besideOthers())
        && (!need.shared() || need.memory() <= given - foreign);
  }

  /** A process sees one MIG instance at most. */
  private boolean suits(Need need) {
    return need.count() == 1 || !device.slice();
  }

  /** Whether such a job may have it now. */
  boolean fits(Need need) {
    return open(need) && (need.shared() ? need.memory() <= room() : free());
  }

  /** The memory that can still be shared; none where a job holds the whole device. */
  long room() {
    return roomWithout(Set.of());
  }

  /** The memory that could be shared if these were gone. */
  long roomWithout(Set<Holding> gone) {
    List<Holding> rest =
        holdings.values().stream().filter(holding -> !gone.contains(holding)).toList();
    return rest.stream().allMatch(holding -> holding.need.shared())
        ? given - foreign - rest.stream().mapToLong(holding -> holding.need.memory()).sum()
        : 0;
  }

  /** When such a job fits at the latest; {@link Instant#MAX} where nobody knows. */
  Instant availableTo(Need need, Instant now) {
    if (fits(need)) {
      return now;
    }
    List<Holding> leaving = new ArrayList<>(holdings.values());
    leaving.sort(Comparator.comparing(Holding::end));
    long room = room();
    for (Holding next : leaving) {
      boolean whole = !next.need.shared();
      room += whole ? given - foreign : next.need.memory();
      if (need.shared() ? room >= need.memory() : next == leaving.get(leaving.size() - 1)) {
        return later(next.end(), now);
      }
    }
    return Instant.MAX;
  }

  /** Since when the earliest of those who hold it does. */
  Instant heldSince() {
    return holdings.values().stream().map(h -> h.since).min(Instant::compareTo).orElse(Instant.MIN);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
