package io.sonde.trial.retention;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.port.EventFeed;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.sweep.SweepStanding;
import io.sonde.trial.checkpoint.RunFolders;
import io.sonde.trial.checkpoint.TrialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the files of all sweeps to what their specs ask to keep: those of former servers first,
 * then as events are stored. A folder that was looked at when its sweep was over is marked, so that
 * the next start passes it by. Everything happens on one thread of its own, in rounds.
 */
public final class Retention implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Retention.class);
  private static final String MARK = ".tidied";

  private final SweepStore store;
  private final SpecReader specs;
  private final TrialFiles files;
  private final EventFeed.Subscription subscription;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Retention::thread);
  private final Map<Integer, Followed> followed = new HashMap<>();
  private final Set<Integer> unseen = new HashSet<>();
  private List<SweepEvent> arrived = new ArrayList<>();
  private boolean begun;

  /** A sweep whose events are followed. */
  private record Followed(SweepStanding standing, SweepFiles files) {}

  /**
   * Begins at once.
   *
   * @param feed of the same store
   * @param pause between two rounds
   */
  public Retention(
      EventFeed feed, SweepStore store, SpecReader specs, RunFolders folders, Duration pause) {
    this.store = store;
    this.specs = specs;
    this.files = new TrialFiles(folders);
    this.subscription = feed.subscribe(this::arrive);
    var unused =
        thread.scheduleWithFixedDelay(this::round, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "retention");
    thread.setDaemon(true);
    return thread;
  }

  private synchronized void arrive(List<SweepEvent> events) {
    arrived.addAll(events);
  }

  private synchronized List<SweepEvent> take() {
    List<SweepEvent> taken = arrived;
    arrived = new ArrayList<>();
    return taken;
  }

  private void round() {
    try {
      if (!begun) {
        files.sweeps().stream().filter(sweep -> !Files.exists(mark(sweep))).forEach(unseen::add);
        begun = true;
      }
      Map<Integer, List<SweepEvent>> bySweep = new HashMap<>();
      for (SweepEvent event : take()) {
        bySweep.computeIfAbsent(event.sweep(), sweep -> new ArrayList<>()).add(event);
      }
      for (int sweep : bySweep.keySet()) {
        if (!followed.containsKey(sweep)) {
          unseen.add(sweep);
        }
      }
      bySweep.forEach(this::follow);
      List<Integer> toBegin = List.copyOf(unseen);
      unseen.clear();
      for (int sweep : toBegin) {
        attend(sweep, () -> begin(sweep));
      }
    } catch (IOException | RuntimeException e) {
      log.warn("A round of retention failed; the next one goes on", e);
    }
  }

  private void follow(int sweep, List<SweepEvent> events) {
    Followed known = followed.get(sweep);
    if (known != null) {
      attend(sweep, () -> goOn(sweep, known, events));
    }
  }

  /** A sweep whose store was away is read anew; what the disk refuses is tried with its events. */
  private void attend(int sweep, Step step) {
    try {
      step.run();
    } catch (StoreUnavailable e) {
      log.debug("The store is away", e);
      followed.remove(sweep);
      unseen.add(sweep);
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("sweep", sweep)
          .log("The files of sweep {} cannot all be tidied: {}", sweep, e.toString());
    } catch (RuntimeException e) {
      log.atWarn()
          .addKeyValue("sweep", sweep)
          .setCause(e)
          .log("The files of sweep {} are left as they are until its next event", sweep);
      followed.remove(sweep);
    }
  }

  private void begin(int sweep) throws IOException {
    Optional<SweepStanding> standing = SweepStanding.of(store, specs, sweep);
    if (standing.isPresent()) {
      Followed fresh = new Followed(standing.get(), new SweepFiles(sweep, standing.get(), files));
      followed.put(sweep, fresh);
      Files.deleteIfExists(mark(sweep));
      fresh.files().tidyAll();
      leaveIfOver(sweep, fresh);
    }
  }

  private void goOn(int sweep, Followed known, List<SweepEvent> events) throws IOException {
    Set<Integer> trials = new HashSet<>();
    boolean ended = false;
    for (SweepEvent event : events) {
      known.standing().follow(event);
      Change change = event.change();
      if (change instanceof Change.Reported reported) {
        trials.add(reported.attempt().trial());
      } else if (change instanceof Change.AttemptStarted started) {
        trials.add(started.attempt().trial());
      } else if (change instanceof Change.TrialBecame became) {
        trials.add(became.trial());
        ended |= became.state().ended();
      }
    }
    known.files().tidy(trials, ended);
    leaveIfOver(sweep, known);
  }

  private void leaveIfOver(int sweep, Followed known) throws IOException {
    if (known.standing().ended()) {
      known.files().tidyAll();
      followed.remove(sweep);
      if (Files.isDirectory(files.folders().sweep(sweep), LinkOption.NOFOLLOW_LINKS)) {
        Files.writeString(mark(sweep), "");
      }
    }
  }

  private Path mark(int sweep) {
    return files.folders().sweep(sweep).resolve(MARK);
  }

  /** Ends after the round that is under way; what is left is for the next start. */
  @Override
  public void close() {
    subscription.close();
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Something on the disk or in the store. */
  private interface Step {
    void run() throws IOException;
  }
}
