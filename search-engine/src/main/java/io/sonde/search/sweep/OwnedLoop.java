package io.sonde.search.sweep;

import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The loop of a sweep, as long as it can be steered. A loop may end at the moment in which it is
 * asked for something; then the sweep does not run any more.
 */
final class OwnedLoop {
  private static final int PATIENCE_SECONDS = 30;
  private final Map<Integer, SweepLoop> loops;
  private final int sweep;

  OwnedLoop(Map<Integer, SweepLoop> loops, int sweep) {
    this.loops = loops;
    this.sweep = sweep;
  }

  /** What the loop answers once it is stored, or what is done where the sweep does not run. */
  <T> T ask(Function<SweepLoop, CompletableFuture<T>> act, Supplier<T> notRunning) {
    SweepLoop loop = loops.get(sweep);
    if (loop == null) {
      return notRunning.get();
    }
    try {
      await(loop.entered());
      return await(act.apply(loop));
    } catch (Refused over) {
      await(loop.done());
      loops.remove(sweep, loop);
      return notRunning.get();
    }
  }

  /** The same, without an answer. */
  void tell(Function<SweepLoop, CompletableFuture<Void>> act, Runnable notRunning) {
    var unused =
        ask(
            loop -> act.apply(loop).thenApply(ok -> sweep),
            () -> {
              notRunning.run();
              return sweep;
            });
  }

  /** Waits for what a loop stores. */
  static <T> T await(CompletableFuture<T> stored) {
    try {
      return stored.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("Interrupted while the store was waited for.", e);
    } catch (TimeoutException e) {
      throw new StoreUnavailable("The store has not taken it in yet.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException why) {
        throw why;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
