package io.sonde.scheduler.simulation;

import io.sonde.scheduler.placement.Decision;
import io.sonde.scheduler.placement.Demand;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What is simulated: who starts on what. */
interface Policy {

  void submit(Demand demand, Instant now);

  void release(String job, Instant now);

  Decision decide(Instant now);

  /** When to decide again though nothing has started or ended; empty where there is no need. */
  Optional<Instant> next(Instant now);

  /** By waiting job, when it starts at the latest, where that is promised. */
  Map<String, Instant> promises(Instant now);
}
