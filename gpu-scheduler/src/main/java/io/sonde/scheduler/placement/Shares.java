package io.sonde.scheduler.placement;

import io.sonde.scheduler.job.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What each project has had of a pool, so that the next turn is that of the one which has had least
 * for its weight.
 *
 * <p>Each project has a virtual time: the device time it has held, divided by its weight. Among
 * projects that have jobs waiting the smallest goes next, which makes their device times go as
 * their weights (Goyal, Vin and Cheng, "Start-time fair queueing", SIGCOMM 1996; for many servers
 * at once, weighted max-min as in Demers, Keshav and Shenker, SIGCOMM 1989). Nothing decays: use
 * counts while projects compete and is not remembered beyond that, since a project that comes, or
 * comes back, is set level with those that wait. One that was there before may lag behind that
 * level by what all devices do in one window, so that a short pause between two trials costs no
 * turn.
 *
 * <p>Virtual time only moves with time, so that many starts at one moment would all be the same
 * project's; what a project holds is therefore counted one window ahead.
 */
final class Shares {

  private final double devices;
  private final Duration window;
  private final Map<String, Account> accounts = new HashMap<>();

  Shares(int devices, Duration window) {
    this.devices = devices;
    this.window = window;
  }

  /** A job of a project begins to wait. */
  void waits(Standing standing, Instant now) {
    boolean fresh = !accounts.containsKey(standing.project());
    double level = level(now);
    Account account = accounts.computeIfAbsent(standing.project(), name -> new Account(now));
    account.moveTo(now);
    account.weight = standing.weight();
    if (account.waiting++ == 0) {
      double owed = fresh ? 0 : devices * seconds(window) / account.weight;
      account.virtual = Math.max(account.virtual, level - owed);
    }
  }

  /** The least that a project with waiting jobs has had; where none waits, the most of all. */
  private double level(Instant now) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (Account account : accounts.values()) {
      account.moveTo(now);
      most = Math.max(most, account.virtual);
      if (account.waiting > 0) {
        least = Math.min(least, account.virtual);
      }
    }
    return Double.isInfinite(least) ? most : least;
  }

  /** A job of a project waits no longer. */
  void leaves(String project) {
    account(project).waiting--;
  }

  /** A project holds so many devices more, or fewer. */
  void holds(String project, double change, Instant now) {
    Account account = accounts.computeIfAbsent(project, name -> new Account(now));
    account.moveTo(now);
    // Parts of a device do not add up to exactly nothing.
    account.held = Math.max(0, account.held + change);
  }

  /** The smaller goes first. */
  double rank(String project, Instant now) {
    return rank(project, 0, now);
  }

  /** As it were if the project held so many devices less. */
  double rank(String project, double less, Instant now) {
    Account account = account(project);
    account.moveTo(now);
    return account.virtual + (account.held - less) * seconds(window) / account.weight;
  }

  private Account account(String project) {
    Account account = accounts.get(project);
    if (account == null) {
      throw new IllegalStateException("project " + project + " has never asked for anything");
    }
    return account;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static final class Account {
    private double virtual;
    private double weight = 1;
    private double held;
    private int waiting;
    private Instant at;

    private Account(Instant at) {
      this.at = at;
    }

    private void moveTo(Instant now) {
      if (now.isAfter(at)) {
        virtual += held * seconds(Duration.between(at, now)) / weight;
        at = now;
      }
    }
  }
}
