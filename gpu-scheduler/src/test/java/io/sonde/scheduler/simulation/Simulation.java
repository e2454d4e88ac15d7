package io.sonde.scheduler.simulation;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.placement.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Runs jobs under a policy on virtual time, and checks after every decision that no device is given
 * twice, that shared memory suffices, that nothing starts which does not wait, that every promise
 * is kept where promises are firm, and at the end that no job was forgotten.
 */
final class Simulation {

  /** What a job may take to end by itself once it was told to. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** A job that is ended for another has lost at most this. */
  private static final Duration CHECKPOINT = Duration.ofSeconds(60);

  private record Event(Instant at, long number, SimulatedJob job, boolean end) {}

  private record Running(SimulatedJob job, Instant since, Instant end, boolean preempted) {}

  private final List<Device> devices;
  private final Policy policy;
  private final Ledger ledger;
  private final boolean firm;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
  private final Map<String, SimulatedJob> waiting = new LinkedHashMap<>();
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final Map<String, Instant> promises = new HashMap<>();
  private final Accounts accounts;
  private final Map<String, Double> waits = new LinkedHashMap<>();
  private long number;
  private int preemptions;
  private double work;

  /**
   * A simulation.
   *
   * @param reserve the part of each GPU's memory that is given to nobody
   * @param firm whether no job comes that goes before one which waits, and every job tells its
   *     limit: then each promised start must be kept
   */
  Simulation(List<Device> devices, Policy policy, double reserve, boolean firm) {
    this.devices = devices;
    this.policy = policy;
    this.firm = firm;
    ledger = new Ledger(devices, reserve);
    accounts = new Accounts(reserve);
  }

  Outcome run(List<SimulatedJob> jobs) {
    Instant begin =
        jobs.stream().map(SimulatedJob::submitted).min(Instant::compareTo).orElseThrow();
    for (SimulatedJob job : jobs) {
      events.add(new Event(job.submitted(), number++, job, false));
      work += accounts.devices(job.demand(), devices.get(0)) * Accounts.seconds(job.work());
    }
    accounts.begin(begin, jobs);
    Instant now = begin;
    while (!events.isEmpty()) {
      Instant event = events.peek().at();
      now = policy.next(now).filter(event::isAfter).orElse(event);
      accounts.moveTo(now, running.values().stream().map(Running::job).toList(), devices.get(0));
      while (!events.isEmpty() && events.peek().at().equals(now)) {
        take(events.remove(), now);
      }
      decide(now);
    }
    Ledger.require(waiting.isEmpty(), "forgotten", waiting.keySet());
    Ledger.require(running.isEmpty(), "never ended", running.keySet());
    ledger.requireEmpty();
    return new Outcome(
        Duration.between(begin, now),
        work,
        devices.size(),
        waits,
        accounts.deviceTime(),
        accounts.until(),
        preemptions);
  }

  private void take(Event event, Instant now) {
    if (event.end()) {
      end(event.job(), now);
    } else {
      submit(event.job(), now);
    }
  }

  private void submit(SimulatedJob job, Instant now) {
    waiting.put(job.id(), job);
    accounts.waits(job, 1);
    policy.submit(job.demand(), now);
  }

  private void end(SimulatedJob job, Instant now) {
    Running ended = running.get(job.id());
    if (ended == null || !ended.end().equals(now)) {
      return; // it was told to end earlier than it would have
    }
    running.remove(job.id());
    ledger.end(job.demand());
    policy.release(job.id(), now);
    if (ended.preempted()) {
      long kept = Duration.between(ended.since(), now).dividedBy(CHECKPOINT);
      Duration left = job.work().minus(CHECKPOINT.multipliedBy(kept));
      submit(job.again(job.id() + "'", left, now), now);
    }
  }

  private void decide(Instant now) {
    Decision decision = policy.decide(now);
    for (Decision.Start start : decision.starts()) {
      start(start, now);
    }
    for (Decision.Preemption preemption : decision.preemptions()) {
      preempt(preemption, now);
    }
    if (firm) {
      policy.promises(now).forEach((job, at) -> promises.merge(job, at, Simulation::earlier));
    }
    accounts.decided();
  }

  private void start(Decision.Start start, Instant now) {
    SimulatedJob job = waiting.remove(start.job());
    Ledger.require(job != null, "what starts does not wait", start);
    ledger.start(job.demand(), start);
    accounts.waits(job, -1);
    Instant promise = promises.remove(job.id());
    Ledger.require(
        promise == null || !now.isAfter(promise),
        "a start is later than promised, by " + promise + " at " + now,
        job);
    waits.put(job.id(), Accounts.seconds(Duration.between(job.submitted(), now)));
    runUntil(job, now, now.plus(job.work()), false);
  }

  private void preempt(Decision.Preemption preemption, Instant now) {
    Running victim = running.get(preemption.job());
    SimulatedJob winner = waiting.get(preemption.beneficiary());
    Ledger.require(victim != null && winner != null, "neither can be", preemption);
    Ledger.require(
        victim.job().demand().standing().preemptible()
            && victim.job().demand().priority() < winner.demand().priority(),
        "must not be",
        preemption);
    if (victim.end().isAfter(now.plus(GRACE))) {
      preemptions++;
      runUntil(victim.job(), victim.since(), now.plus(GRACE), true);
    }
  }

  private void runUntil(SimulatedJob job, Instant since, Instant end, boolean preempted) {
    running.put(job.id(), new Running(job, since, end, preempted));
    events.add(new Event(end, number++, job, true));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
