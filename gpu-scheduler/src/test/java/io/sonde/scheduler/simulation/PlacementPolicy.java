package io.sonde.scheduler.simulation;

import io.sonde.scheduler.placement.Decision;
import io.sonde.scheduler.placement.Demand;
import io.sonde.scheduler.placement.Placement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The placement itself. */
record PlacementPolicy(Placement placement) implements Policy {

  @Override
  public void submit(Demand demand, Instant now) {
    placement.submit(demand, now);
  }

  @Override
  public void release(String job, Instant now) {
    placement.release(job, now);
  }

  @Override
  public Decision decide(Instant now) {
    return placement.decide(now, Integer.MAX_VALUE, job -> List.of());
  }

  @Override
  public Optional<Instant> next(Instant now) {
    return placement.patienceOver(now);
  }

  @Override
  public Map<String, Instant> promises(Instant now) {
    Map<String, Instant> promises = new HashMap<>();
    for (Placement.Waiting waiting : placement.waiting(now)) {
      waiting.promised().ifPresent(start -> promises.put(waiting.demand().job(), start));
    }
    return promises;
  }
}
