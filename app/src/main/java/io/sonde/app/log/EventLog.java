package io.sonde.app.log;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.EventFeed;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells in the log what became of sweeps, trials and attempts, once it is stored. What trials
 * report on their way is left out: the store has it.
 */
public final class EventLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventLog.class);

  private final EventFeed.Subscription subscription;

  /** From now on. */
  public EventLog(EventFeed feed) {
    this.subscription = feed.subscribe(EventLog::tell);
  }

  private static void tell(List<SweepEvent> events) {
    events.forEach(event -> tell(event.sweep(), event.change()));
  }

  private static void tell(int sweep, Change change) {
    if (change instanceof Change.SweepBecame c) {
      log.atInfo()
          .addKeyValue("sweep", sweep)
          .log("Sweep {} is {}{}", sweep, c.state().word(), because(c.reason()));
    } else if (change instanceof Change.AttemptStarted c) {
      String devices = c.devices().stream().collect(Collectors.joining(", "));
      log.info("Attempt {} started on {}", c.attempt(), devices.isEmpty() ? "no device" : devices);
    } else if (change instanceof Change.AttemptEnded c) {
      log.atLevel(c.cause().failure() ? Level.WARN : Level.INFO)
          .log("Attempt {} ended: {}{}", c.attempt(), c.cause().word(), because(c.reason()));
    } else if (change instanceof Change.TrialBecame c) {
      log.atLevel(c.state() == TrialState.FAILED ? Level.WARN : Level.INFO)
          .addKeyValue("sweep", sweep)
          .addKeyValue("trial", c.trial())
          .log(
              "Trial {} of sweep {} is {}{}",
              c.trial(),
              sweep,
              c.state().word(),
              because(c.reason()));
    }
  }

  private static String because(String reason) {
    return reason.isEmpty() ? "" : ": " + reason;
  }

  @Override
  public void close() {
    subscription.close();
  }
}
