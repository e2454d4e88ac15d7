package io.sonde.web.page;

import io.sonde.web.http.Work;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Parts of pages that many have open. Whoever asks says up to which event he has heard, and gets a
 * part in which that is; as long as one answer is such, and not older than a second, it serves all
 * who see the same. One of each kind is made at a time. So the work follows what happens, not how
 * many watch. Thread-safe.
 */
final class SharedParts {
  private static final long OLDEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Work work;
  private final LongSupplier lastSequence;
  private final LongSupplier nanoTime;
  private final Map<Object, Slot> slots = new ConcurrentHashMap<>();

  /**
   * Parts that are made on the threads of this work.
   *
   * @param lastSequence up to which events what is read from now on is; blocks
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  SharedParts(Work work, LongSupplier lastSequence, LongSupplier nanoTime) {
    this.work = work;
    this.lastSequence = lastSequence;
    this.nanoTime = nanoTime;
  }

  /**
   * A part.
   *
   * @param key equal for all to whom the same is to be shown
   * @param heard the last event that he who asks knows of
   * @param make makes it; blocks
   */
  CompletionStage<String> get(Object key, long heard, Callable<String> make) {
    slots.values().removeIf(Slot::forgotten);
    return slots.computeIfAbsent(key, unknown -> new Slot()).get(heard, make);
  }

  /** How many are kept. */
  int size() {
    return slots.size();
  }

  private record Made(String text, long sequence, long nanos) {}

  /** All who see the same. */
  private final class Slot {
    private @Nullable Made made;
    private @Nullable CompletableFuture<Made> under;

    synchronized CompletionStage<String> get(long heard, Callable<String> make) {
      if (made != null && made.sequence() >= heard && young(made)) {
        return CompletableFuture.completedFuture(made.text());
      }
      if (under == null) {
        return begin(make).thenApply(Made::text);
      }
      return under.thenCompose(
          fresh ->
              fresh.sequence() >= heard
                  ? CompletableFuture.completedFuture(fresh.text())
                  : get(heard, make));
    }

    private CompletableFuture<Made> begin(Callable<String> make) {
      CompletableFuture<Made> begun = new CompletableFuture<>();
      under = begun;
      work.blocking(
              () -> {
                long sequence = lastSequence.getAsLong();
                long nanos = nanoTime.getAsLong();
                return new Made(make.call(), sequence, nanos);
              })
          .onSuccess(fresh -> end(begun, fresh))
          .onFailure(
              failed -> {
                end(begun, null);
                begun.completeExceptionally(failed);
              });
      return begun;
    }

    private void end(CompletableFuture<Made> begun, @Nullable Made fresh) {
      synchronized (this) {
        under = null;
        made = fresh;
      }
      if (fresh != null) {
        begun.complete(fresh);
      }
    }

    private synchronized boolean forgotten() {
      return under == null && (made == null || !young(made));
    }

    private boolean young(Made some) {
      return nanoTime.getAsLong() - some.nanos() < OLDEST_NANOS;
    }
  }
}
