package io.sonde.scheduler.local;

import java.util.concurrent.ThreadFactory;

/**
 * Makes threads that do not keep the virtual machine alive.
 *
 * @param name of each thread
 */
record DaemonThreads(String name) implements ThreadFactory {

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
