package io.sonde.app.command;

import io.sonde.app.backup.Restore;
import io.sonde.app.backup.Restore.Restored;
import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.web.document.Json;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a backup back. */
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description =
        "Puts what 'sonde backup' wrote into a home that holds no results, or with --database into"
            + " an empty database. Nothing changes there until all of it is checked and in place."
            + " Sweeps that had not ended go on when a server is started.")
public final class RestoreCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the backup")
  private Path file;

  @Option(
      names = "--replace",
      description = "put what the home holds aside, in a folder of it, instead of refusing")
  private boolean replace;

  @Option(
      names = "--shared",
      paramLabel = "DIR",
      description = "for a home with a cluster: the folder that its nodes see under the same path")
  private @Nullable Path shared;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    Restored restored =
        Restore.into(
            options.home(), options.database(), file, replace, Optional.ofNullable(shared));
    Console console = options.console();
    console.say(
        "Restored %s of %s into %s; 'sonde serve' goes on from there."
            .formatted(restored.file(), restored.created(), options.home().folder()));
    restored
        .replaced()
        .ifPresent(old -> console.say("What the home held before lies in " + old + "."));
    console.result(
        Json.object()
            .put("file", restored.file().toString())
            .put("created", restored.created().toString())
            .put("files", restored.files())
            .put("replaced", restored.replaced().map(Path::toString).orElse(null)));
    return ExitCode.OK;
  }
}
