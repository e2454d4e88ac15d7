package io.sonde.app.command;

import io.sonde.app.home.Home;
import io.sonde.app.program.ExitCode;
import io.sonde.app.program.UserError;
import io.sonde.app.progress.Console;
import io.sonde.search.port.ArtifactReader;
import io.sonde.search.port.ArtifactReader.Artifact;
import io.sonde.search.port.ArtifactReader.Opened;
import io.sonde.search.report.AttemptId;
import io.sonde.trial.artifact.StoredArtifacts;
import io.sonde.trial.checkpoint.RunFolders;
import io.sonde.web.document.ArtifactDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what a trial left, or copies it. */
@Command(
    name = "artifacts",
    mixinStandardHelpOptions = true,
    description = "Lists the model and the other files that a trial left, or copies them.")
public final class ArtifactsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SWEEP", description = "the sweep's number, as 'sonde list' shows it")
  private int sweep;

  @Parameters(paramLabel = "TRIAL", description = "the trial's number, from 0")
  private int trial;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "copy them into this folder, each attempt's below attempt-N")
  private @Nullable Path to;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    Home home = options.home();
    Console console = options.console();
    RunFolders folders = new RunFolders(home.sweeps().toAbsolutePath());
    ArtifactReader reader = new StoredArtifacts(folders);
    try {
      List<Artifact> artifacts = reader.artifacts(sweep, trial);
      if (artifacts.isEmpty()) {
        throw nothing(folders);
      }
      for (Artifact artifact : artifacts) {
        console.say(
            String.format(
                Locale.ROOT,
                "%,15d  attempt %d  %s",
                artifact.bytes(),
                artifact.attempt(),
                artifact.name()));
      }
      if (to != null) {
        copy(reader, artifacts, to, console);
      }
      console.result(ArtifactDocument.list(sweep, trial, artifacts));
    } catch (IOException e) {
      throw UserError.surroundings("the artifacts cannot be copied or read: " + e);
    }
    return ExitCode.OK;
  }

  private UserError nothing(RunFolders folders) {
    Path folder = folders.trial(sweep, trial);
    return UserError.wrongInput(
        Files.isDirectory(folder)
            ? "trial %d of sweep %d keeps no artifacts; trial.keep in its spec says of how many"
                    .formatted(trial, sweep)
                + " trials, the best, they stay; its log is in "
                + folder
            : "there is no trial %d of sweep %d in %s; 'sonde show %d' names the best one"
                .formatted(trial, sweep, folders.root(), sweep));
  }

  private void copy(ArtifactReader reader, List<Artifact> artifacts, Path target, Console console)
      throws IOException {
    for (Artifact artifact : artifacts) {
      AttemptId attempt = new AttemptId(sweep, trial, artifact.attempt());
      Optional<Opened> found = reader.open(attempt, artifact.name());
      if (found.isPresent()) {
        Path file = target.resolve("attempt-" + artifact.attempt()).resolve(artifact.name());
        Path parent = file.getParent();
        if (parent != null) {
          Files.createDirectories(parent);
        }
        try (Opened opened = found.get()) {
          Files.copy(opened.content(), file, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    console.say("Copied to " + target.toAbsolutePath());
  }
}
