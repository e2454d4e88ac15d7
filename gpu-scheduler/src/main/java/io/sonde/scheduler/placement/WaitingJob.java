package io.sonde.scheduler.placement;

import java.time.Instant;

/** A job that has not got its devices. */
final class WaitingJob {

  final Demand demand;
  final Need need;
  final long number;
  final Instant since;
  private boolean preempting;
  private Obstacle obstacle = Obstacle.BUSY;

  WaitingJob(Demand demand, Need need, long number, Instant since) {
    this.demand = demand;
    this.need = need;
    this.number = number;
    this.since = since;
  }

  /** The same job with another priority; it keeps its place among its equals. */
  WaitingJob withPriority(int priority) {
    return new WaitingJob(demand.withPriority(priority), need, number, since);
  }

  String job() {
    return demand.job();
  }

  int priority() {
    return demand.priority();
  }

  String project() {
    return demand.standing().project();
  }

  /** Whether jobs are being ended to make room for it. */
  boolean preempting() {
    return preempting;
  }

  void markPreempting() {
    preempting = true;
  }

  /** Why it did not start when it was last looked at. */
  Obstacle obstacle() {
    return obstacle;
  }

  void obstacle(Obstacle why) {
    obstacle = why;
  }
}
