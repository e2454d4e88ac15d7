package io.sonde.trial.worker.user;

import io.sonde.trial.protocol.ProcessExit;
import io.sonde.trial.protocol.WorkerExit;
import io.sonde.trial.user.InfeasibleTrialException;
import io.sonde.trial.user.Trial;

/**
 * The process of one attempt of a user's class, whose name is the only argument. Its standard
 * output is the attempt's log, whose last line says how it ended.
 */
public final class ClassMain {
  private ClassMain() {}

  /** Runs the class; ends with the codes of {@link ProcessExit} and {@link WorkerExit}. */
  public static void main(String[] arguments) {
    // Before the first class of Deeplearning4j is loaded: without it, oneDNN stays unused.
    System.setProperty("org.eclipse.deeplearning4j.helpers.disable", "false");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    System.exit(run(arguments[0], Surroundings.of(System.getenv())));
  }

  @SuppressWarnings("CatchAndPrintStackTrace") // standard output is the attempt's log here
  private static int run(String name, Surroundings surroundings) {
    try {
      UserTrial<?> trial = UserTrial.load(name);
      trial.run(surroundings);
      return 0;
    } catch (InfeasibleTrialException e) {
      return end(ProcessExit.INFEASIBLE, String.valueOf(e.getMessage()));
    } catch (UnusableClassException e) {
      return end(WorkerExit.BROKEN, String.valueOf(e.getMessage()));
    } catch (LeaveException e) {
      return end(WorkerExit.BROKEN, "leaving: " + e.getMessage());
    } catch (OutOfMemoryError e) {
      return end(
          WorkerExit.OUT_OF_MEMORY,
          "the heap of %d MiB is too small: %s"
              .formatted(Runtime.getRuntime().maxMemory() >> 20, e.getMessage()));
    } catch (Throwable e) {
      e.printStackTrace(System.out);
      return end(WorkerExit.BROKEN, name + " threw " + e);
    }
  }

  private static int end(int code, String last) {
    System.out.println(last);
    System.out.flush();
    return code;
  }

  /** What {@link Trial} a class is cannot be told, or it is none. */
  static final class UnusableClassException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableClassException(String message) {
      super(message);
    }
  }

  /** The server takes nothing more of this attempt, or is away for good. */
  static final class LeaveException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaveException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
