package io.sonde.web.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request and the beginning of its answer. It ends with the answer, with what is too much of
 * it, or with the time it has. Everything here happens on one event loop.
 */
final class Post {
  /** How much of an answer is read, in bytes. */
  static final int MOST = 4096;

  private final Vertx vertx;
  private final CompletableFuture<Answer> done = new CompletableFuture<>();
  private final Buffer text = Buffer.buffer();
  private final long timer;
  private @Nullable HttpClientRequest request;
  private @Nullable HttpClientResponse response;

  /** One that may last so long from now on. */
  Post(Vertx vertx, Duration patience) {
    this.vertx = vertx;
    this.timer = vertx.setTimer(patience.toMillis(), late -> late());
  }

  /**
   * What was answered.
   *
   * @param text the beginning of the body
   */
  record Answer(int status, String text) {}

  /** Completes with the answer; fails where there was none. */
  CompletionStage<Answer> done() {
    return done;
  }

  /** Sends the body by a request that is ready. */
  void send(HttpClientRequest ready, Buffer body) {
    request = ready;
    if (done.isDone()) {
      ready.reset();
    } else {
      ready.send(body).onSuccess(this::read).onFailure(this::fail);
    }
  }

  private void read(HttpClientResponse answer) {
    response = answer;
    answer.exceptionHandler(broken -> finish(answer));
    answer.endHandler(end -> finish(answer));
    answer.handler(
        chunk -> {
          int room = Math.min(chunk.length(), MOST - text.length());
          text.appendBuffer(chunk, 0, room);
          if (text.length() >= MOST) {
            finish(answer);
          }
        });
  }

  private void late() {
    HttpClientResponse answer = response;
    if (answer != null) {
      finish(answer);
    } else {
      fail(new TimeoutException());
    }
  }

  private void finish(HttpClientResponse answer) {
    Answer read = new Answer(answer.statusCode(), text.toString(StandardCharsets.UTF_8));
    if (done.complete(read)) {
      end();
    }
  }

  /** Ends without an answer. */
  void fail(Throwable failure) {
    if (done.completeExceptionally(failure)) {
      end();
    }
  }

  /** The connection is not used again: whatever may still come is not read. */
  private void end() {
    vertx.cancelTimer(timer);
    HttpClientRequest sent = request;
    if (sent != null) {
      sent.reset();
    }
  }
}
