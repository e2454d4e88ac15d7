package io.sonde.search.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.port.EventFeed;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The one writer of events: gives them their sequence, stores them in batches, and tells of them
 * only then. While a batch is being stored the next one gathers, so an idle journal adds no delay
 * and a busy one adds about the time of one commit. While the store is away it tries again; what
 * was appended waits. Thread-safe.
 */
public final class Journal implements EventFeed, AutoCloseable {
  private static final int MOST_IN_A_BATCH = 5_000;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final SweepStore store;
  private final Clock clock;
  private final Duration patience;
  private final StoreWatch watch;
  private final List<Consumer<List<SweepEvent>>> listeners = new CopyOnWriteArrayList<>();
  private final Thread writer;
  private List<Entry> waiting = new ArrayList<>();
  private long sequence;
  private boolean closing;
  private boolean broken;

  /**
   * A journal that goes on after the store's last sequence.
   *
   * @param patience how long the store may be away before everything appended fails
   * @param watch hears when the store goes away and comes back
   */
  public Journal(SweepStore store, Clock clock, Duration patience, StoreWatch watch) {
    this.store = store;
    this.clock = clock;
    this.patience = patience;
    this.watch = watch;
    this.sequence = store.lastSequence();
    this.writer = new Thread(this::write, "journal");
    writer.setDaemon(true);
    writer.start();
  }

  /** Hears of the store's health. */
  public interface StoreWatch {
    /** The store cannot be reached; it is being tried again. */
    void away(String message);

    /** The store is back, and nothing was lost. */
    void back();

    /** The store stayed away for longer than the journal's patience; nothing is stored any more. */
    void gone(String message);

    /**
     * A batch was stored.
     *
     * @param took the time of the commit that succeeded
     */
    default void stored(int events, Duration took) {}
  }

  /** Appends changes of one sweep, all of which are stored together; completes once they are. */
  CompletableFuture<Void> append(int sweep, List<Change> changes) {
    CompletableFuture<Void> stored = new CompletableFuture<>();
    synchronized (this) {
      if (closing || broken) {
        stored.completeExceptionally(new IllegalStateException("the journal is closed"));
        return stored;
      }
      List<SweepEvent> events = new ArrayList<>(changes.size());
      for (Change change : changes) {
        events.add(new SweepEvent(++sequence, sweep, clock.instant(), change));
      }
      waiting.add(new Entry(events, stored));
      notifyAll();
    }
    return stored;
  }

  @Override
  public Subscription subscribe(Consumer<List<SweepEvent>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void write() {
    for (List<Entry> batch = take(); !batch.isEmpty(); batch = take()) {
      List<SweepEvent> events = batch.stream().flatMap(e -> e.events().stream()).toList();
      try {
        commit(events);
      } catch (RuntimeException e) {
        fail(batch, e);
        return;
      }
      batch.forEach(entry -> entry.stored().complete(null));
      listeners.forEach(listener -> listener.accept(events));
    }
  }

  private synchronized List<Entry> take() {
    while (waiting.isEmpty() && !closing) {
      try {
        wait();
      } catch (InterruptedException e) {
        closing = true;
      }
    }
    List<Entry> all = waiting;
    int count = 0;
    int entries = 0;
    while (entries < all.size() && (entries == 0 || count < MOST_IN_A_BATCH)) {
      count += all.get(entries++).events().size();
    }
    waiting = new ArrayList<>(all.subList(entries, all.size()));
    return List.copyOf(all.subList(0, entries));
  }

  private void commit(List<SweepEvent> events) {
    long deadline = 0;
    Duration pause = FIRST_PAUSE;
    boolean away = false;
    while (true) {
      try {
        long start = System.nanoTime();
        store.commit(events);
        watch.stored(events.size(), Duration.ofNanos(System.nanoTime() - start));
        if (away) {
          watch.back();
        }
        return;
      } catch (StoreUnavailable e) {
        // From the first refusal on: an attempt may have taken long to be given up.
        deadline = away ? deadline : System.nanoTime() + patience.toNanos();
        if (System.nanoTime() > deadline || interrupted(pause)) {
          throw e;
        }
        if (!away) {
          watch.away(String.valueOf(e.getMessage()));
        }
        away = true;
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
      }
    }
  }

  private static boolean interrupted(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private void fail(List<Entry> batch, RuntimeException why) {
    List<Entry> all = new ArrayList<>(batch);
    synchronized (this) {
      broken = true;
      all.addAll(waiting);
      waiting = new ArrayList<>();
    }
    watch.gone(String.valueOf(why.getMessage()));
    all.forEach(entry -> entry.stored().completeExceptionally(why));
  }

  /** Stores what was appended, then ends. While the store is away, what waits is given up. */
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
      notifyAll();
    }
    try {
      writer.join(Duration.ofSeconds(10).toMillis());
      writer.interrupt();
      writer.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Entry(List<SweepEvent> events, CompletableFuture<Void> stored) {}
}
