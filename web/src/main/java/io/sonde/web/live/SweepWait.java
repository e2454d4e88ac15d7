package io.sonde.web.live;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.port.EventFeed;
import io.sonde.search.port.EventFeed.Subscription;
import io.sonde.web.http.HttpProblem;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets a request wait for the end of a sweep: it is told of the end, holds no thread meanwhile, and
 * gives up after a time. Used on the request's Vert.x context.
 */
public final class SweepWait {
  private static final Pattern SECONDS = Pattern.compile("([0-9]{1,3})s?");
  private static final int LONGEST = 300;
  private final Vertx vertx;
  private final EventFeed feed;

  /** Told by this feed. */
  public SweepWait(Vertx vertx, EventFeed feed) {
    this.vertx = vertx;
    this.feed = feed;
  }

  /** Reads a time such as {@code 60s}: 1 to 300 seconds. */
  public static Duration time(String text) {
    Matcher match = SECONDS.matcher(text);
    int seconds = match.matches() ? Integer.parseInt(match.group(1)) : 0;
    if (seconds < 1 || seconds > LONGEST) {
      throw HttpProblem.invalid(
          "'wait' is to be a time from 1s to " + LONGEST + "s, such as 60s, got '" + text + "'.");
    }
    return Duration.ofSeconds(seconds);
  }

  /**
   * Waits. The sweep is to be looked at after this call, for it may have ended before.
   *
   * @param then called once, when the sweep has ended or the time is over or {@link Waiting#finish}
   *     is called; never when the client leaves
   * @param over called once, when the wait is over, however it ends
   */
  public Waiting begin(
      RoutingContext request, int sweep, Duration time, Runnable then, Runnable over) {
    Waiting waiting = new Waiting(vertx.getOrCreateContext(), then, over);
    waiting.timer = vertx.setTimer(time.toMillis(), late -> waiting.finish());
    waiting.subscription =
        feed.subscribe(
            batch -> {
              if (ends(batch, sweep)) {
                waiting.context.runOnContext(told -> waiting.finish());
              }
            });
    request.response().closeHandler(gone -> waiting.leave());
    return waiting;
  }

  private static boolean ends(List<SweepEvent> batch, int sweep) {
    return batch.stream()
        .anyMatch(
            event ->
                event.sweep() == sweep
                    && event.change() instanceof Change.SweepBecame became
                    && became.state().ended());
  }

  /** One waiting request. */
  public final class Waiting {
    private final Context context;
    private final Runnable then;
    private final Runnable ended;
    private long timer;
    private Subscription subscription = () -> {};
    private boolean over;

    private Waiting(Context context, Runnable then, Runnable ended) {
      this.ended = ended;
      this.context = context;
      this.then = then;
    }

    /** The wait is over; a second call does nothing. */
    public void finish() {
      if (!over) {
        leave();
        then.run();
      }
    }

    private void leave() {
      if (!over) {
        over = true;
        vertx.cancelTimer(timer);
        subscription.close();
        ended.run();
      }
    }
  }
}
