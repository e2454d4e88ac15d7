package io.sonde.app.backup;

import io.sonde.app.database.HomeDatabase;
import io.sonde.app.home.Home;
import io.sonde.app.program.UserError;
import io.sonde.app.program.VersionText;
import io.sonde.app.server.DatabaseChoice;
import io.sonde.store.Store;
import io.sonde.store.backup.DatabaseSnapshot;
import io.sonde.store.backup.Table;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * Writes a backup: the rows of the database as they were at one moment, then the files of sweeps.
 * The server may work meanwhile. A file that is written to while it is copied is taken as far as it
 * had come; what is half written, and what removes itself in between, is left out.
 */
public final class Backup {
  private final Home home;
  private long files;
  private long bytes;

  private Backup(Home home) {
    this.home = home;
  }

  /**
   * What was written.
   *
   * @param sweeps how many
   * @param files of sweeps
   * @param bytes of these files
   * @param size of the backup itself
   */
  public record Written(Path file, long sweeps, long files, long bytes, long size) {}

  /** Writes the backup of an installation. Throws {@link UserError} when that cannot be. */
  public static Written write(Home home, DatabaseChoice choice, Path file) {
    Path target = file.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      throw UserError.wrongInput(
          target + " is there already: name another file, such as one with the date in it");
    }
    try (HomeDatabase database = HomeDatabase.open(home, choice).orElseThrow(() -> nothing(home));
        DatabaseSnapshot snapshot = DatabaseSnapshot.of(database.address(), Store.lastingTables());
        BackupWriter writer = BackupWriter.to(target)) {
      Written written = new Backup(home).write(snapshot, writer, target);
      new LastBackup(target, Instant.now()).remember(home);
      return written;
    } catch (IOException e) {
      throw UserError.surroundings(
          "the backup cannot be written to "
              + target
              + ": "
              + reason(e)
              + "; nothing is left of it");
    }
  }

  private static UserError nothing(Home home) {
    return UserError.wrongInput(
        "there is nothing to back up in "
            + home.folder()
            + ": it has no database; name the home with --home DIR, or an outside database with"
            + " --database URL");
  }

  /** Java says of a missing folder only its name. */
  static String reason(IOException e) {
    return e instanceof NoSuchFileException
        ? "there is no folder " + Path.of(String.valueOf(e.getMessage())).getParent()
        : String.valueOf(e.getMessage());
  }

  private Written write(DatabaseSnapshot snapshot, BackupWriter writer, Path target)
      throws IOException {
    Instant moment = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    long sweeps = 0;
    for (Table table : snapshot.tables()) {
      long[] rows = new long[1];
      writer.add(
          new ZipEntry(BackupManifest.entry(table)), out -> rows[0] = snapshot.write(table, out));
      sweeps = table.name().equals("sweep") ? rows[0] : sweeps;
    }
    Path folder = home.sweeps();
    if (Files.isDirectory(folder)) {
      Files.walkFileTree(folder, new Copying(folder, writer));
    }
    writer.finish(
        new BackupManifest(
            VersionText.version(),
            snapshot.schemaVersion(),
            moment,
            folder,
            snapshot.tables(),
            files,
            bytes));
    return new Written(target, sweeps, files, bytes, Files.size(target));
  }

  /** Takes every file into the archive. Symbolic links are no results of a trial. */
  private final class Copying extends SimpleFileVisitor<Path> {
    private final Path root;
    private final BackupWriter writer;

    Copying(Path root, BackupWriter writer) {
      this.root = root;
      this.writer = writer;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile() && !file.toString().endsWith(".part")) {
        copy(file, attributes);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
        throws IOException {
      if (e == null || e instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    private void copy(Path file, BasicFileAttributes attributes) throws IOException {
      String name = BackupManifest.FILES + root.relativize(file);
      ZipEntry entry = new ZipEntry(name);
      entry.setLastModifiedTime(attributes.lastModifiedTime());
      try (var in = Files.newInputStream(file)) {
        writer.add(entry, out -> bytes += in.transferTo(out));
        files++;
      } catch (NoSuchFileException goneMeanwhile) {
        // Retention, or the trial itself, has removed it.
      }
    }
  }
}
