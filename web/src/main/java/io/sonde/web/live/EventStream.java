package io.sonde.web.live;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.port.EventFeed;
import io.sonde.search.port.EventFeed.Subscription;
import io.sonde.search.port.SweepReader;
import io.sonde.web.http.Work;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one sweep for one client. First it subscribes, then it reads from the store what
 * came before, and what comes twice it sends once: no gap and no doubling. One write is under way
 * at a time; a client that reads slowly makes the stream forget what waits and read it from the
 * store again, so that no client costs more memory than {@value #MOST_WAITING} events.
 *
 * <p>Lives on one Vert.x context; made by {@link EventStreams}.
 */
final class EventStream {
  private static final int MOST_WAITING = 2000;
  private static final int READ_AT_ONCE = 500;
  private static final long RETRY_MILLIS = 1000;

  private final Vertx vertx;
  private final Context context;
  private final SweepReader reader;
  private final Work work;
  private final int sweep;
  private final HttpServerResponse response;
  private final StreamFormat format;
  private final Deque<SweepEvent> waiting = new ArrayDeque<>();
  private long sent;
  private boolean behind = true;
  private boolean busy;
  private boolean closed;
  private @Nullable Subscription subscription;

  EventStream(
      Vertx vertx,
      SweepReader reader,
      int sweep,
      long after,
      HttpServerResponse response,
      StreamFormat format,
      Work work) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.reader = reader;
    this.work = work;
    this.sweep = sweep;
    this.sent = after;
    this.response = response;
    this.format = format;
  }

  /** Begins; called once, on the context. */
  void start(EventFeed feed) {
    subscription = feed.subscribe(batch -> context.runOnContext(ignored -> take(batch)));
    pump();
  }

  /** Ends; nothing is sent any more. */
  void close() {
    closed = true;
    if (subscription != null) {
      subscription.close();
    }
  }

  private void take(List<SweepEvent> batch) {
    if (closed) {
      return;
    }
    batch.stream().filter(event -> event.sweep() == sweep).forEach(waiting::add);
    if (waiting.size() > MOST_WAITING) {
      waiting.clear();
      behind = true;
    }
    pump();
  }

  private void pump() {
    if (closed || busy) {
      return;
    }
    if (behind) {
      busy = true;
      catchUp();
    } else if (!waiting.isEmpty()) {
      busy = true;
      List<SweepEvent> events = new ArrayList<>(waiting);
      waiting.clear();
      send(events);
    }
  }

  private void catchUp() {
    long after = sent;
    // What is forgotten while this is read leaves the stream behind again.
    behind = false;
    work.blocking(() -> reader.events(sweep, after, READ_AT_ONCE))
        .onSuccess(
            events -> {
              behind |= events.size() == READ_AT_ONCE;
              send(events);
            })
        .onFailure(
            away -> {
              behind = true;
              vertx.setTimer(RETRY_MILLIS, timer -> idle());
            });
  }

  private void send(List<SweepEvent> events) {
    List<SweepEvent> fresh = events.stream().filter(event -> event.sequence() > sent).toList();
    if (!fresh.isEmpty()) {
      sent = fresh.get(fresh.size() - 1).sequence();
    }
    String text = format.text(fresh);
    if (closed || text.isEmpty()) {
      idle();
      return;
    }
    response.write(text).onSuccess(done -> rest()).onFailure(gone -> close());
  }

  private void rest() {
    if (format.pauseMillis() > 0) {
      vertx.setTimer(format.pauseMillis(), timer -> idle());
    } else {
      idle();
    }
  }

  private void idle() {
    busy = false;
    // Not called at once: a long replay would nest as deep as it has pages.
    context.runOnContext(ignored -> pump());
  }
}
