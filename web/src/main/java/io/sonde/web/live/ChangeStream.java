package io.sonde.web.live;

import io.sonde.search.port.EventFeed;
import io.sonde.search.port.EventFeed.Subscription;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * Tells one client, at most once a second, that something has changed in some sweep: enough for a
 * page that then asks for its list again. Lives on one Vert.x context.
 */
final class ChangeStream {
  private static final long PAUSE_MILLIS = 1000;
  private final Vertx vertx;
  private final Context context;
  private final HttpServerResponse response;
  private boolean changed;
  private boolean resting;
  private boolean closed;
  private @Nullable Subscription subscription;

  /** A stream whose client may have missed something, when {@code changed}. */
  ChangeStream(Vertx vertx, HttpServerResponse response, boolean changed) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.response = response;
    this.changed = changed;
  }

  /** Begins; called once, on the context. */
  void start(EventFeed feed) {
    subscription = feed.subscribe(batch -> context.runOnContext(ignored -> ring()));
    tell();
  }

  /** Ends; nothing is sent any more. */
  void close() {
    closed = true;
    if (subscription != null) {
      subscription.close();
    }
  }

  private void ring() {
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
        .write("data: changed\n\n")
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
