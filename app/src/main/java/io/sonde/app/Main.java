package io.sonde.app;

import io.sonde.app.command.SondeCommand;
import io.sonde.app.program.ExitCode;
import io.sonde.app.program.UserError;
import io.sonde.scheduler.port.DeviceProbeException;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.search.spec.SpecException;
import io.sonde.store.database.DatabaseException;
import io.sonde.store.embedded.EmbeddedPostgresException;
import io.sonde.web.CannotListenException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the process begins. */
public final class Main {
  private Main() {}

  /** Runs the command of the arguments and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /** Runs the command of the arguments; answers the exit code. */
  static int execute(String... arguments) {
    return new CommandLine(new SondeCommand())
        .setParameterExceptionHandler(Main::wrongCommandLine)
        .setExecutionExceptionHandler((e, command, parsed) -> failed(e, command))
        .execute(arguments);
  }

  private static int wrongCommandLine(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter errors = command.getErr();
    errors.println("sonde: " + e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, errors)) {
      errors.println(
          "Try '" + command.getCommandSpec().qualifiedName() + " --help' for what is expected.");
    }
    return ExitCode.WRONG_INPUT;
  }

  private static int failed(Exception e, CommandLine command) {
    PrintWriter errors = command.getErr();
    if (e instanceof UserError user) {
      errors.println(prefixed(String.valueOf(user.getMessage())));
      return user.exitCode();
    }
    if (e instanceof SpecException spec) {
      errors.println(spec.getMessage());
      return ExitCode.WRONG_INPUT;
    }
    if (isSurroundings(e)) {
      errors.println("sonde: " + e.getMessage());
      return ExitCode.FAILED;
    }
    LoggerFactory.getLogger(Main.class).error("the command broke", e);
    errors.println(
        "sonde: this should not have happened: "
            + e
            + "\nThe log in the home folder's 'logs' holds the details; please report it.");
    return ExitCode.FAILED;
  }

  private static boolean isSurroundings(Exception e) {
    return e instanceof DatabaseException
        || e instanceof EmbeddedPostgresException
        || e instanceof StoreUnavailable
        || e instanceof CannotListenException
        || e instanceof DeviceProbeException;
  }

  /** A problem of a file begins with the file's name already. */
  private static String prefixed(String message) {
    return message.matches("(?s)\\S+\\.ya?ml:.*") ? message : "sonde: " + message;
  }
}
