package io.sonde.app.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.app.database.HomeDatabase;
import io.sonde.app.home.Home;
import io.sonde.app.home.ServerLock;
import io.sonde.app.program.ExitCode;
import io.sonde.app.program.UserError;
import io.sonde.app.progress.Console;
import io.sonde.app.retention.OldSweeps;
import io.sonde.app.retention.RetentionChoice;
import io.sonde.app.server.SpecParts;
import io.sonde.store.Store;
import io.sonde.store.sweep.MetricThinning.Thinned;
import io.sonde.trial.checkpoint.RunFolders;
import io.sonde.trial.retention.OldFiles;
import io.sonde.trial.retention.OldFiles.Freed;
import io.sonde.web.document.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes from old sweeps what may go. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    description =
        "Thins the curves of old sweeps and removes models, checkpoints and artifacts of all but"
            + " their best trials, once, as a server does that is started with the same options."
            + " With --dry-run it only tells what would go, also while a server runs.")
public final class PruneCommand implements Callable<Integer> {
  @Option(names = "--dry-run", description = "tell what would go, and leave everything as it is")
  private boolean dryRun;

  @Mixin private RetentionOptions retention;

  @Mixin private HomeOptions options;

  @Override
  public Integer call() {
    RetentionChoice choice = retention.choice();
    if (choice.none()) {
      throw UserError.wrongInput(
          "nothing may go: say --thin-metrics AGE, --drop-artifacts AGE or both");
    }
    Home home = options.home();
    if (!dryRun && ServerLock.held(home)) {
      throw UserError.surroundings(
          "a server runs in "
              + home.folder()
              + ": start it with these options, and it sees to old sweeps itself, or stop it first;"
              + " --dry-run works beside it");
    }
    Console console = options.console();
    Report report = new Report(console, dryRun);
    try (HomeDatabase database =
            HomeDatabase.open(home, options.database())
                .orElseThrow(
                    () -> UserError.wrongInput("there is no database in " + home.folder()));
        Store store = Store.open(database.address())) {
      if (!dryRun) {
        store.own("");
      }
      OldFiles files =
          new OldFiles(store.sweeps(), new SpecParts().reader(), new RunFolders(home.sweeps()));
      new OldSweeps(choice, store.reader(), store.thinning(), files)
          .go(Instant.now(), dryRun, report);
    }
    return report.end();
  }

  /** Tells what goes, sweep by sweep. */
  private static final class Report implements OldSweeps.Listener {
    private final Console console;
    private final String verb;
    private final ObjectNode document = Json.object();
    private final ArrayNode sweeps;
    private long points;
    private long bytes;
    private Optional<String> failure = Optional.empty();

    Report(Console console, boolean dryRun) {
      this.console = console;
      this.verb = dryRun ? "would go" : "went";
      document.put("dry_run", dryRun);
      sweeps = document.putArray("sweeps");
    }

    @Override
    public void thinned(Thinned thinned) {
      points += thinned.points();
      if (thinned.points() > 0) {
        console.say(
            "Sweep %d: %d points of curves %s.".formatted(thinned.sweep(), thinned.points(), verb));
        sweeps.addObject().put("sweep", thinned.sweep()).put("points", thinned.points());
      }
    }

    @Override
    public void freed(Freed freed) {
      bytes += freed.bytes();
      if (freed.bytes() > 0) {
        console.say(
            "Sweep %d: files of %d trials, %s, %s."
                .formatted(freed.sweep(), freed.trials(), SizeText.of(freed.bytes()), verb));
        sweeps
            .addObject()
            .put("sweep", freed.sweep())
            .put("trials", freed.trials())
            .put("bytes", freed.bytes());
      }
    }

    @Override
    public void failed(int sweep, IOException e) {
      failure =
          Optional.of("the files of sweep " + sweep + " cannot be removed: " + e.getMessage());
    }

    int end() {
      console.say(
          "In all %d points and %s of files %s.".formatted(points, SizeText.of(bytes), verb));
      console.result(document.put("points", points).put("bytes", bytes));
      failure.ifPresent(
          why -> {
            throw UserError.surroundings(why);
          });
      return ExitCode.OK;
    }
  }
}
