package io.sonde.app.command;

import io.sonde.app.backup.Backup;
import io.sonde.app.backup.Backup.Written;
import io.sonde.app.program.ExitCode;
import io.sonde.app.progress.Console;
import io.sonde.web.document.Json;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes all that an installation has found out into one file. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description =
        "Writes all sweeps, notes, webhooks, tokens and the audit log, and the files of trials,"
            + " into one file. The server may run meanwhile. 'sonde restore' puts it back.")
public final class BackupCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "the file to write, such as sonde-2026-12-01.zip")
  private Path file;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    Written written = Backup.write(options.home(), options.database(), file);
    Console console = options.console();
    console.say(
        "Backed up %d sweeps and %d files (%s) into %s (%s)."
            .formatted(
                written.sweeps(),
                written.files(),
                SizeText.of(written.bytes()),
                written.file(),
                SizeText.of(written.size())));
    console.result(
        Json.object()
            .put("file", written.file().toString())
            .put("sweeps", written.sweeps())
            .put("files", written.files())
            .put("bytes", written.bytes())
            .put("size", written.size()));
    return ExitCode.OK;
  }
}
