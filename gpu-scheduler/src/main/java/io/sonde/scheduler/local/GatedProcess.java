package io.sonde.scheduler.local;

import io.sonde.scheduler.port.ProcessIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;

/**
 * A process that waits behind a gate: its command runs only once the gate is opened, and never if
 * this virtual machine dies before that.
 *
 * @param process the process, whose standard input stays open
 * @param identity what tells it from all others
 */
record GatedProcess(Process process, ProcessIdentity identity) {

  /** Lets the command run. Does not block, for the pipe is empty. */
  void open() {
    write("\n");
  }

  /**
   * Writes to the standard input of the command; in another thread, for a command need not read. To
   * be called once at most.
   */
  void send(String text, Executor writers) {
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
