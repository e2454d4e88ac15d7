package io.sonde.web.live;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.port.EventFeed;
import io.sonde.search.port.EventFeed.Subscription;
import io.sonde.search.port.SweepReader;
import io.sonde.web.http.Work;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells one client, at most once a second, that something has changed in some sweep: enough for a
 * page that then asks for its list again. First it subscribes, then it looks whether something has
 * changed since the client's page was made, so nothing falls between the two. Lives on one Vert.x
 * context.
 */
final class ChangeStream {
  private static final long PAUSE_MILLIS = 1000;
  private static final long RETRY_MILLIS = 1000;
  private final Vertx vertx;
  private final Context context;
  private final SweepReader reader;
  private final Work work;
  private final long after;
  private final HttpServerResponse response;
  private long heard;
  private boolean changed;
  private boolean resting;
  private boolean closed;
  private @Nullable Subscription subscription;

  /** A stream whose client knows of what happened up to a sequence number. */
  ChangeStream(
      Vertx vertx, SweepReader reader, long after, HttpServerResponse response, Work work) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.reader = reader;
    this.work = work;
    this.after = after;
    this.response = response;
  }

  /** Begins; called once, on the context. */
  void start(EventFeed feed) {
    subscription = feed.subscribe(batch -> context.runOnContext(ignored -> ring(last(batch))));
    look();
  }

  private void look() {
    work.blocking(reader::lastSequence)
        .onSuccess(
            last -> {
              if (last > after) {
                ring(last);
              }
            })
        .onFailure(away -> vertx.setTimer(RETRY_MILLIS, timer -> lookAgain()));
  }

  private void lookAgain() {
    if (!closed) {
      look();
    }
  }

  /** Ends; nothing is sent any more. */
  void close() {
    closed = true;
    if (subscription != null) {
      subscription.close();
    }
  }

  private static long last(List<SweepEvent> batch) {
    return batch.stream().mapToLong(SweepEvent::sequence).max().orElse(0);
  }

  private void ring(long sequence) {
    heard = Math.max(heard, sequence);
    changed = true;
    tell();
  }

  private void tell() {
    if (closed || resting || !changed) {
      return;
    }
    changed = false;
    resting = true;
    response
        .write("id: " + heard + "\ndata: changed\n\n")
        .onSuccess(
            done ->
                vertx.setTimer(
                    PAUSE_MILLIS,
                    timer -> {
                      resting = false;
                      tell();
                    }))
        .onFailure(gone -> close());
  }
}
