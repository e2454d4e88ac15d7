package io.sonde.app.home;

import io.sonde.app.program.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One server owns a home at a time: an operating system's lock on a file, which goes with the
 * process that holds it.
 */
public final class ServerLock implements AutoCloseable {
  private final FileChannel channel;

  private ServerLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock. Throws {@link UserError} that names the holder when another process has it. */
  public static ServerLock acquire(Home home) {
    return tryAcquire(home)
        .orElseThrow(
            () ->
                UserError.surroundings(
                    "another server owns the home folder "
                        + home.folder()
                        + ServerRecord.read(home)
                            .map(r -> ": process " + r.pid() + " at " + r.address())
                            .orElse("")
                        + "; stop it, or name another home with --home DIR"));
  }

  /** Whether a live process holds the lock. */
  public static boolean held(Home home) {
    if (!Files.exists(home.serverLock())) {
      return false;
    }
    Optional<ServerLock> lock = tryAcquire(home);
    lock.ifPresent(ServerLock::close);
    return lock.isEmpty();
  }

  private static Optional<ServerLock> tryAcquire(Home home) {
    try {
      FileChannel channel =
          FileChannel.open(home.serverLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new ServerLock(channel));
    } catch (IOException e) {
      throw UserError.surroundings("cannot lock " + home.serverLock() + ": " + e.getMessage());
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
