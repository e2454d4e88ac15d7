package io.sonde.search.sweep;

import io.sonde.search.port.TrialLauncher;
import io.sonde.search.reader.ExternalKind;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.spec.SweepSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Attempts that run elsewhere: nothing is started for them, and nothing is known of them but what
 * they say. Each holds a lease, which every word of it renews; where it runs out, contact is lost.
 * An attempt of an earlier server's time gets a new lease, for nobody could hear it meanwhile.
 */
public final class LeasedTrials implements TrialLauncher, AutoCloseable {
  /** As many as a budget may ask for. */
  private static final int CAPACITY = 10_000;

  private static final int LOOK_SECONDS = 1;

  private final Clock clock;
  private final Map<AttemptId, Lease> leases = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(LeasedTrials::thread);

  /** Leases by this clock, looked at once a second. */
  public LeasedTrials(Clock clock) {
    this.clock = clock;
    var unused =
        watch.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "sonde-leases");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Handle launch(Request request, Listener listener) {
    Lease lease = lease(request, clock.instant(), listener);
    OptionalInt after =
        request.earlier().isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(request.earlier().get(0).step());
    listener.started(List.of(), "", after);
    return lease;
  }

  @Override
  public Optional<Handle> adopt(Request request, Course course, Listener listener) {
    return Optional.of(lease(request, course.since(), listener));
  }

  private Lease lease(Request request, Instant since, Listener listener) {
    Lease lease = new Lease(request, since, listener);
    lease.heard();
    leases.put(request.attempt(), lease);
    return lease;
  }

  @Override
  public int capacity(SweepSpec spec) {
    return CAPACITY;
  }

  @Override
  public void sweepEnded(int sweep) {
    leases.keySet().removeIf(attempt -> attempt.sweep() == sweep);
  }

  /** Ends what has been silent or has run for too long. */
  void look() {
    Instant now = clock.instant();
    leases.values().forEach(lease -> lease.look(now));
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }

  /** One attempt's. */
  private final class Lease implements Handle {
    private final Request request;
    private final Instant since;
    private final Listener listener;
    private final Duration length;
    private volatile Instant until = Instant.MIN;

    Lease(Request request, Instant since, Listener listener) {
      this.request = request;
      this.since = since;
      this.listener = listener;
      this.length = ExternalKind.lease(request.spec().trial());
    }

    @Override
    public void heard() {
      until = clock.instant().plus(length);
    }

    @Override
    public void cancel(String reason) {
      end(new AttemptEnd(Cause.CANCELLED, reason));
    }

    @Override
    public void release() {
      leases.remove(request.attempt(), this);
    }

    void look(Instant now) {
      Optional<Duration> limit = request.spec().trial().timeout();
      if (limit.isPresent() && now.isAfter(since.plus(limit.get()))) {
        String what = "the trial ran past its limit of " + seconds(limit.get());
        end(new AttemptEnd(Cause.TIMEOUT, what));
      } else if (now.isAfter(until)) {
        String what = "nothing was heard of it for " + seconds(length) + ", the time of its lease";
        end(new AttemptEnd(Cause.LOST, what));
      }
    }

    private void end(AttemptEnd end) {
      if (leases.remove(request.attempt(), this)) {
        listener.ended(end);
      }
    }

    private static String seconds(Duration time) {
      return time.toSeconds() + " s";
    }
  }
}
