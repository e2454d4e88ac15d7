package io.sonde.trial.worker;

import io.sonde.trial.protocol.ServerClient;
import io.sonde.trial.protocol.WorkerSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The worker process. It warms up, reads one line with its session from standard input (end of file
 * there means that the server is gone), then runs what the server assigns until it is told to
 * leave. Exit codes: 0 told to leave, 1 something broke, 3 out of memory.
 */
public final class WorkerMain {
  /** The exit code after memory ran out. */
  public static final int OUT_OF_MEMORY = 3;

  private WorkerMain() {}

  /** Runs the worker; takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    // Before the first class of Deeplearning4j is loaded: without it, oneDNN stays unused.
    System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "false");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    WarmUp.run();
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = input.readLine();
    if (line == null) {
      System.exit(0);
    }
    WorkerSession session = WorkerSession.parse(line);
    System.out.println("ready as " + session);
    Worker worker = new Worker(new ServerClient(session, ServerClient.PATIENCE));
    System.exit(worker.run());
  }
}
