package io.sonde.app.command;

import io.sonde.app.client.ServerClient;
import io.sonde.app.client.Submission;
import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.web.document.Json;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hands a sweep to a server and goes. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description =
        "Hands the sweep of a spec to a server and does not follow it; 'sonde wait' waits for its"
            + " end.")
public final class SubmitCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SPEC", description = "the YAML file")
  private Path file;

  @Mixin private HomeOptions options;

  @Mixin private RemoteOptions remote;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description =
          "the folder on the server's machine against which the spec's paths are read (default: the"
              + " spec's own, or with --server the one the server runs in)")
  private @Nullable String folder;

  @Option(names = "--commit", paramLabel = "ID", description = "the commit that is tried")
  private @Nullable String commit;

  @Option(names = "--branch", paramLabel = "NAME", description = "the branch it is on")
  private @Nullable String branch;

  @Option(names = "--pull-request", paramLabel = "ID", description = "the pull request it is of")
  private @Nullable String pullRequest;

  @Option(
      names = "--cancel-superseded",
      description = "end earlier sweeps of this experiment and pull request, else branch")
  private boolean supersede;

  @Option(
      names = "--key",
      paramLabel = "TEXT",
      description =
          "submitting again with the same key and the same spec starts nothing new, but answers the"
              + " sweep of the first time (default: a new key each time)")
  private @Nullable String key;

  @Mixin private OverrideOptions instead;

  @Override
  public Integer call() {
    Submission submission = submission();
    Console console = options.console();
    ServerClient server = remote.client(options);
    int sweep = RemoteOptions.patient(server).ask(() -> server.submit(submission));
    console.say(
        "Sweep " + sweep + " is submitted: " + server.address().resolve("/sweeps/" + sweep));
    console.result(Json.object().put("sweep", sweep));
    return ExitCode.OK;
  }

  private Submission submission() {
    SpecFile spec = SpecFile.read(file);
    Optional<String> own =
        remote.given() ? Optional.empty() : Optional.of(spec.folder().toString());
    return new Submission(
        file.toString(),
        spec.text(),
        Optional.ofNullable(folder).or(() -> own),
        instead.overrides(),
        Optional.ofNullable(commit),
        Optional.ofNullable(branch),
        Optional.ofNullable(pullRequest),
        supersede,
        key == null ? UUID.randomUUID().toString() : key);
  }
}
