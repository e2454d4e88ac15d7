package io.sonde.store.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;

/**
 * The claim of one process on a home folder's embedded server: a lock of the operating system, so
 * that it ends with the process however that ends.
 *
 * <p>The owner's name stands in a file of its own, because POSIX drops a process's lock on a file
 * as soon as the process closes any descriptor of that file: the locked file is never opened again
 * by its owner.
 */
final class HomeLock implements AutoCloseable {
  private final FileChannel channel;
  private final Path ownerFile;

  private HomeLock(FileChannel channel, Path ownerFile) {
    this.channel = channel;
    this.ownerFile = ownerFile;
  }

  /**
   * Takes the lock, at once or not at all.
   *
   * @throws HomeInUseException when another process, or this one already, holds it
   */
  static HomeLock acquire(PostgresFolder folder) throws IOException {
    HomeOwner self = HomeOwner.thisProcess();
    if (HomeOwner.read(folder.owner()).filter(self::equals).isPresent()) {
      throw new HomeInUseException(folder.root(), self);
    }
    FileChannel channel =
        FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new HomeInUseException(folder.root(), holder(folder));
      }
      self.write(folder.owner());
      return new HomeLock(channel, folder.owner());
    } catch (OverlappingFileLockException raced) {
      channel.close();
      throw new HomeInUseException(folder.root(), self);
    } catch (IOException | RuntimeException failed) {
      channel.close();
      throw failed;
    }
  }

  private static HomeOwner holder(PostgresFolder folder) throws IOException {
    return HomeOwner.read(folder.owner())
        .orElseGet(() -> new HomeOwner("this machine", 0, Instant.EPOCH));
  }

  /** Gives the claim up. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(ownerFile);
      channel.close();
    } catch (IOException e) {
      throw EmbeddedPostgresException.inFolder(ownerFile, e);
    }
  }
}
