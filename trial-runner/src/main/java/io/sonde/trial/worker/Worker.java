package io.sonde.trial.worker;

import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import io.sonde.trial.protocol.Assignment;
import io.sonde.trial.protocol.FencedException;
import io.sonde.trial.protocol.ServerClient;
import io.sonde.trial.protocol.UnreachableException;
import io.sonde.trial.protocol.WorkerExit;
import java.io.IOException;
import java.util.Optional;

/** Runs assignments one after the other. After any end that is not clean it leaves. */
final class Worker {
  private final ServerClient server;
  private final DataShelf shelf = new DataShelf();

  Worker(ServerClient server) {
    this.server = server;
  }

  /** Returns the exit code of the process. */
  int run() {
    try {
      while (true) {
        Optional<Assignment> assignment = server.next();
        if (assignment.isPresent()) {
          Cause cause = run(assignment.get());
          if (cause == Cause.OOM) {
            return WorkerExit.OUT_OF_MEMORY;
          } else if (cause == Cause.CRASH) {
            return WorkerExit.BROKEN;
          }
        }
      }
    } catch (FencedException e) {
      System.out.println("leaving: " + e.getMessage());
      return WorkerExit.TOLD_TO_LEAVE;
    } catch (UnreachableException e) {
      System.err.println("leaving: " + e.getMessage());
      return WorkerExit.SERVER_GONE;
    } catch (IOException e) {
      System.err.println("leaving: " + e.getMessage());
      return WorkerExit.BROKEN;
    }
  }

  private Cause run(Assignment assignment)
      throws FencedException, UnreachableException, IOException {
    try (AttemptLog log = new AttemptLog(assignment.log())) {
      AttemptEnd end = end(assignment);
      log.line(end.cause().word() + ": " + end.reason());
      server.end(assignment.attempt(), assignment.token(), end);
      return end.cause();
    }
  }

  /** Whatever goes wrong in a trial is an end with a reason, and the trace is in its log. */
  @SuppressWarnings("CatchAndPrintStackTrace") // standard error is the attempt's log here
  private AttemptEnd end(Assignment assignment) throws FencedException, UnreachableException {
    try {
      return new TrialRun(assignment, server, shelf).run();
    } catch (FencedException | UnreachableException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      return outOfMemory(e);
    } catch (Exception | LinkageError | AssertionError e) {
      if (e.getCause() instanceof OutOfMemoryError cause) {
        return outOfMemory(cause);
      }
      e.printStackTrace();
      return new AttemptEnd(
          Cause.CRASH, "the training broke: " + e + "; the log has the whole trace");
    }
  }

  private static AttemptEnd outOfMemory(OutOfMemoryError e) {
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    return new AttemptEnd(
        Cause.OOM,
        "the trial needs more memory than it may have (heap of %d MiB): %s; raise resources.memory"
            .formatted(heap, e.getMessage()));
  }
}
