package io.sonde.scheduler.simulation;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.placement.Decision;
import io.sonde.scheduler.placement.Demand;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** Plain first in, first out on whole devices, to compare with. */
final class FirstInFirstOut implements Policy {

  private final List<Device> free;
  private final Map<String, List<Device>> held = new HashMap<>();
  private final Queue<Demand> queue = new ArrayDeque<>();

  FirstInFirstOut(List<Device> devices) {
    free = new ArrayList<>(devices);
  }

  @Override
  public void submit(Demand demand, Instant now) {
    queue.add(demand);
  }

  @Override
  public void release(String job, Instant now) {
    free.addAll(held.remove(job));
  }

  @Override
  public Decision decide(Instant now) {
    List<Decision.Start> starts = new ArrayList<>();
    while (!queue.isEmpty() && queue.peek().count() <= free.size()) {
      Demand next = queue.remove();
      List<Device> first = free.subList(0, next.count());
      List<Device> devices = List.copyOf(first);
      first.clear();
      held.put(next.job(), devices);
      starts.add(new Decision.Start(next.job(), devices));
    }
    return new Decision(starts, List.of());
  }

  @Override
  public Optional<Instant> next(Instant now) {
    return Optional.empty();
  }

  @Override
  public Map<String, Instant> promises(Instant now) {
    return Map.of();
  }
}
