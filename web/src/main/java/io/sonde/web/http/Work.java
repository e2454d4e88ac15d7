package io.sonde.web.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Runs what blocks, such as reads of the store, away from the event loop. Thread-safe. */
public final class Work {
  private final Vertx vertx;

  /** Uses the worker threads of this Vert.x. */
  public Work(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Runs blocking work, then answers on the event loop; a failure fails the request. */
  public <T> void run(RoutingContext context, Callable<T> work, Consumer<T> answer) {
    finish(context, blocking(work), answer);
  }

  /** Waits for a stage, then answers on the event loop; a failure fails the request. */
  public <T> void await(RoutingContext context, CompletionStage<T> stage, Consumer<T> answer) {
    finish(context, Future.fromCompletionStage(stage, vertx.getOrCreateContext()), answer);
  }

  /** Runs blocking work. */
  public <T> Future<T> blocking(Callable<T> work) {
    return vertx.executeBlocking(work, false);
  }

  private static <T> void finish(RoutingContext context, Future<T> future, Consumer<T> answer) {
    future.onSuccess(answer::accept).onFailure(context::fail);
  }
}
