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

  /** Lets the command run. */
  void open(Executor writers) {
    write("\n", writers);
  }

  /** Writes to the process's standard input; by another thread, for a process need not read. */
  void write(String text, Executor writers) {
    if (text.isEmpty()) {
      return;
    }
    writers.execute(
        () -> {
          OutputStream input = process.getOutputStream();
          try {
            input.write(text.getBytes(StandardCharsets.UTF_8));
            input.flush();
          } catch (IOException gone) {
            // The process has ended or closed its input; its end is told by the one who waits for
            // it.
          }
        });
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
