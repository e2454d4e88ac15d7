package io.sonde.app.backup;

import io.sonde.app.home.Home;
import io.sonde.app.home.ServerLock;
import io.sonde.app.home.SharedFolder;
import io.sonde.app.program.UserError;
import io.sonde.app.server.DatabaseChoice;
import io.sonde.store.Store;
import io.sonde.store.backup.DatabaseLoad;
import io.sonde.store.backup.Table;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Puts a backup back. All of it is made in a folder beside what the home has, and takes its place
 * by renaming once it is whole: until then the home is as it was.
 */
public final class Restore {
  private final BackupReader backup;
  private final Home home;
  private final Optional<Path> shared;

  private Restore(BackupReader backup, Home home, Optional<Path> shared) {
    this.backup = backup;
    this.home = home;
    this.shared = shared;
  }

  /**
   * What was restored.
   *
   * @param created the moment that the backup is of
   * @param sonde the version of the program that wrote it
   * @param replaced where what the home had before lies now; empty where it had nothing
   */
  public record Restored(
      Path file, Instant created, String sonde, long files, Optional<Path> replaced) {}

  /**
   * Restores a backup.
   *
   * @param replace whether what a home has may be put aside
   * @param shared the folder of a cluster's nodes in which the results are to lie; empty for the
   *     home
   * @throws UserError when that cannot be; nothing has changed then
   */
  public static Restored into(
      Home home, DatabaseChoice choice, Path file, boolean replace, Optional<Path> shared) {
    try (BackupReader backup = BackupReader.of(file.toAbsolutePath().normalize())) {
      ServerLock lock = ServerLock.acquire(home.writable());
      try {
        return into(backup, home, choice, replace, shared);
      } finally {
        lock.close();
      }
    } catch (IOException e) {
      throw UserError.surroundings(
          "the backup cannot be restored into %s: %s; nothing has changed there"
              .formatted(home.folder(), Backup.reason(e)));
    }
  }

  private static Restored into(
      BackupReader backup, Home home, DatabaseChoice choice, boolean replace, Optional<Path> shared)
      throws IOException {
    if (shared.isPresent() && Files.exists(home.sharedFolder())) {
      throw UserError.wrongInput(
          "--shared: the home "
              + home.folder()
              + " has a shared folder already: restore into a fresh home");
    }
    Contents contents = new Contents(home);
    if (!contents.none() && !replace) {
      throw UserError.wrongInput(
          "the home "
              + home.folder()
              + " holds results already ("
              + contents.first()
              + "): name another with --home DIR, or put them aside with --replace");
    }
    return new Restore(backup, home, shared).restore(choice, contents);
  }

  private Restored restore(DatabaseChoice choice, Contents contents) throws IOException {
    Stage stage = Stage.in(home);
    boolean done = false;
    try {
      Path logs = unpack(stage);
      if (choice.outside().isPresent()) {
        fill(choice.outside().get(), logs);
      } else {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(stage.folder())) {
          fill(postgres.address(), logs);
        }
      }
      Optional<Path> replaced = place(stage, contents, choice.outside().isPresent());
      done = true;
      return restored(replaced);
    } finally {
      stage.remove();
      if (!done && shared.isPresent()) {
        SharedFolder.forget(home);
      }
    }
  }

  /** Puts what was made beside the home's own into its place. */
  private Optional<Path> place(Stage stage, Contents contents, boolean filled) {
    try {
      Optional<Path> replaced = contents.putAside();
      stage.take();
      return replaced;
    } catch (IOException e) {
      throw UserError.surroundings(
          "the files of the backup could not take their place in %s: %s; what was there stands in its folder replaced-…%s"
              .formatted(
                  home.folder(),
                  Backup.reason(e),
                  filled ? ", and the database is filled: empty it before the next try" : ""));
    }
  }

  private void fill(DatabaseAddress address, Path logs) throws IOException {
    try (DatabaseLoad load = load(address)) {
      load.moveLogs(backup.manifest().sweeps(), logs);
      load.commit();
    }
    Store.open(address).close();
  }

  private Restored restored(Optional<Path> replaced) {
    BackupManifest manifest = backup.manifest();
    return new Restored(
        backup.file(), manifest.created(), manifest.sonde(), manifest.files(), replaced);
  }

  /** Unpacks the files of sweeps; answers where they will lie. */
  private Path unpack(Stage stage) throws IOException {
    Path folder =
        shared.isPresent()
            ? SharedFolder.of(home, shared.get()).sweeps()
            : Files.createDirectories(stage.sweeps());
    for (String name : backup.files()) {
      Path file = folder.resolve(name.substring(BackupManifest.FILES.length())).normalize();
      if (!file.startsWith(folder) || file.equals(folder)) {
        throw new IOException("the backup holds a file outside its folder: " + name);
      }
      Files.createDirectories(file.resolveSibling("."));
      backup.read(name, in -> Files.copy(in, file));
      Files.setLastModifiedTime(file, backup.time(name));
    }
    return shared.isPresent() ? folder : home.folder().resolve("sweeps");
  }

  private DatabaseLoad load(DatabaseAddress address) throws IOException {
    DatabaseLoad load = DatabaseLoad.into(address, backup.manifest().schemaVersion());
    try {
      for (Table table : backup.manifest().tables()) {
        backup.read(BackupManifest.entry(table), in -> load.read(table, in));
      }
      return load;
    } catch (IOException | RuntimeException e) {
      load.close();
      throw e;
    }
  }
}
