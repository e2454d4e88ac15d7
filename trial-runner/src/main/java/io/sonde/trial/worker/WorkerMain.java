package io.sonde.trial.worker;

import io.sonde.trial.protocol.ServerClient;
import io.sonde.trial.protocol.WorkerExit;
import io.sonde.trial.protocol.WorkerSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The worker process. It warms up, reads one line with its session from standard input (end of file
 * there means that the server is gone), then runs what the server assigns until it is told to
 * leave. It ends with the codes of {@link WorkerExit}.
 */
public final class WorkerMain {
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
      System.exit(WorkerExit.TOLD_TO_LEAVE);
    }
    WorkerSession session = WorkerSession.parse(line);
    System.out.println("ready as " + session);
    Worker worker = new Worker(new ServerClient(session, ServerClient.PATIENCE));
    System.exit(worker.run());
  }
}
