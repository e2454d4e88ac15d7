package io.sonde.scheduler.local;

import io.sonde.scheduler.port.ProcessIdentity;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that an earlier server has started. It is no child of this virtual machine, so nothing
 * tells of its end and its parent gets its exit code: this looks again and again whether it lives,
 * and reads the code that its gate has left in a file.
 */
final class AdoptedProcess implements JobProcess {

  private static final Logger logger = LoggerFactory.getLogger(AdoptedProcess.class);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final OperatingSystem system;
  private final ProcessIdentity identity;
  private final ExitFiles exits;

  AdoptedProcess(OperatingSystem system, ProcessIdentity identity, ExitFiles exits) {
    this.system = system;
    this.identity = identity;
    this.exits = exits;
  }

  @Override
  public ProcessIdentity identity() {
    return identity;
  }

  @Override
  public boolean alive() {
    return identity.bootId().equals(system.bootId())
        && system.startTime(identity.pid()).equals(OptionalLong.of(identity.startTime()));
  }

  /** Whether it lives, or its end is known: then its job can go on where the server has changed. */
  boolean known() {
    return alive() || exits.read(identity.marker()).isPresent();
  }

  @Override
  public OptionalInt awaitExit() {
    while (alive()) {
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      } catch (InterruptedException e) {
        logger.debug("Nobody has a reason to interrupt the thread that waits for a job.", e);
      }
    }
    return exits.read(identity.marker());
  }

  /** The earlier server has opened its gate. */
  @Override
  public void open() {}

  /** What it was to read, it got from the earlier server. */
  @Override
  public void send(String text, Executor writers) {}
}
