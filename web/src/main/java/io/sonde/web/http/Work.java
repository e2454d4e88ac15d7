package io.sonde.web.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs what blocks, such as reads of the store, away from the event loop. Thread-safe. */
public final class Work {
  private static final String AFTER = "sonde.after";

  /** As many as Vert.x has for what is short. */
  private static final int SENDERS = 20;

  private static final long LOOK_MILLIS = 10;

  private final Vertx vertx;
  private final WorkerExecutor senders;

  private final AtomicInteger underWay = new AtomicInteger();

  /** Uses the worker threads of this Vert.x, and as many again for what is slow. */
  public Work(Vertx vertx) {
    this.vertx = vertx;
    this.senders = vertx.createSharedWorkerExecutor("sonde-senders", SENDERS);
  }

  /**
   * Has an action run once: when the blocking work of a request is over, even if its client has
   * left before, or when the request ends without any.
   */
  public static void after(RoutingContext context, Runnable action) {
    context.put(AFTER, action);
    context.addEndHandler(
        done -> {
          @Nullable Runnable waiting = context.remove(AFTER);
          if (waiting != null) {
            waiting.run();
          }
        });
  }

  /** Runs blocking work, then answers on the event loop; a failure fails the request. */
  public <T> void run(RoutingContext context, Callable<T> work, Consumer<T> answer) {
    finish(context, () -> blocking(RequestId.during(context, work)), answer);
  }

  /**
   * Runs work that is as slow as its client reads, on threads of its own: slow clients keep nobody
   * from being served but each other.
   */
  public <T> void send(RoutingContext context, Callable<T> work, Consumer<T> answer) {
    Callable<T> named = RequestId.during(context, work);
    finish(context, () -> counted(senders.executeBlocking(named, false)), answer);
  }

  /** Waits for a stage, then answers on the event loop; a failure fails the request. */
  public <T> void await(RoutingContext context, CompletionStage<T> stage, Consumer<T> answer) {
    finish(context, () -> Future.fromCompletionStage(stage, vertx.getOrCreateContext()), answer);
  }

  /** Runs blocking work. */
  public <T> Future<T> blocking(Callable<T> work) {
    return counted(vertx.executeBlocking(work, false));
  }

  /**
   * Waits until no work is under way, or no longer than this: who closes Vert.x before takes away
   * the event loop that the work's outcome is told on.
   */
  public void awaitRest(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    try {
      while (underWay.get() > 0 && System.nanoTime() < end) {
        Thread.sleep(LOOK_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T> Future<T> counted(Future<T> work) {
    underWay.incrementAndGet();
    return work.onComplete(over -> underWay.decrementAndGet());
  }

  private static <T> void finish(
      RoutingContext context, Supplier<Future<T>> begin, Consumer<T> answer) {
    @Nullable Runnable after = context.remove(AFTER);
    Future<T> future = begin.get();
    if (after != null) {
      future.onComplete(over -> after.run());
    }
    future.onSuccess(value -> answer(context, value, answer)).onFailure(context::fail);
  }

  /** What is thrown here would leave the request without an answer. */
  private static <T> void answer(RoutingContext context, T value, Consumer<T> answer) {
    try {
      answer.accept(value);
    } catch (RuntimeException e) {
      context.fail(e);
    }
  }
}
