package io.sonde.scheduler.local;

import io.sonde.scheduler.port.ProcessIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that waits behind a gate: its command runs only once the gate is opened, and never if
 * this virtual machine dies before that.
 *
 * @param process the process, whose standard input stays open
 * @param identity what tells it from all others
 */
record GatedProcess(Process process, ProcessIdentity identity) implements JobProcess {

  private static final Logger logger = LoggerFactory.getLogger(GatedProcess.class);

  @Override
  public boolean alive() {
    return process.isAlive();
  }

  @Override
  public OptionalInt awaitExit() {
    while (true) {
      try {
        return OptionalInt.of(process.waitFor());
      } catch (InterruptedException e) {
        logger.debug("Nobody has a reason to interrupt the thread that waits for a job.", e);
      }
    }
  }

  /** The pipe is empty, so this does not block. */
  @Override
  public void open() {
    write("\n");
  }

  @Override
  public void send(String text, Executor writers) {
    if (!text.isEmpty()) {
      writers.execute(() -> write(text));
    }
  }

  private void write(String text) {
    OutputStream input = process.getOutputStream();
    try {
      input.write(text.getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException gone) {
      // The process has ended or closed its input; its end is told by the one who waits for it.
    }
  }

  /** Kills the process behind its closed gate and waits until it is gone. */
  void abandon() {
    process.destroyForcibly();
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
