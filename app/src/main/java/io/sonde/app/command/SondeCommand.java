package io.sonde.app.command;

import io.sonde.app.program.VersionText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a command: says what there is. */
@Command(
    name = "sonde",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "Searches hyperparameters and network architectures.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ServeCommand.class,
      ValidateCommand.class,
      ResumeCommand.class,
      PauseCommand.class,
      PriorityCommand.class,
      CancelCommand.class,
      ExtendCommand.class,
      EnqueueCommand.class,
      StopCommand.class,
      RetryCommand.class,
      DeleteCommand.class,
      SubmitCommand.class,
      WaitCommand.class,
      GateCommand.class,
      ReportCommand.class,
      ListCommand.class,
      ShowCommand.class,
      ExportCommand.class,
      ArtifactsCommand.class,
      DevicesCommand.class,
      TokenCommand.class,
      DoctorCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      PruneCommand.class,
      WebhookCommand.class,
      SchemaCommand.class,
      AskTellCommand.class
    },
    footer = {
      "",
      "Begin with:  ./sonde run examples/digits-mlp.yaml",
      "Exit codes:  0 done; 1 the sweep or its surroundings failed; 2 the spec or the command line"
          + " is wrong; 3 'wait' and 'gate' cannot say yet; 130 interrupted"
    })
public final class SondeCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is expected");
  }
}
