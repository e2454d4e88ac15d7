package io.sonde.app.home;

import io.sonde.app.program.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A home folder.
 *
 * @param folder absolute; it need not exist yet
 */
public record Home(Path folder) {
  public Home {
    folder = folder.toAbsolutePath().normalize();
  }

  /** Makes the folder if it is not there. Throws {@link UserError} when it cannot be written. */
  public Home writable() {
    try {
      Files.createDirectories(folder);
      Path probe = Files.createTempFile(folder, ".writable", "");
      Files.delete(probe);
      Files.createDirectories(logs());
      return this;
    } catch (AccessDeniedException e) {
      throw cannotWrite("permission denied");
    } catch (IOException e) {
      throw cannotWrite(String.valueOf(e.getMessage()));
    }
  }

  private UserError cannotWrite(String why) {
    return UserError.surroundings(
        "cannot write to the home folder "
            + folder
            + " ("
            + why
            + "); name another with --home DIR or SONDE_HOME");
  }

  /** Whether an embedded database has ever been made here. */
  public boolean hasDatabase() {
    return Files.isDirectory(folder.resolve("postgres"));
  }

  /** Where the program's own log files lie. */
  public Path logs() {
    return folder.resolve("logs");
  }

  /**
   * Where a sweep's trials keep logs and models: below the folder that a cluster's nodes share,
   * once there is one.
   */
  public Path sweeps() {
    return SharedFolder.of(this)
        .map(SharedFolder::sweeps)
        .orElseGet(() -> folder.resolve("sweeps"));
  }

  /** Where the path of the folder stands that this home shares with a cluster's nodes. */
  public Path sharedFolder() {
    return folder.resolve("shared-folder");
  }

  /** Where it stands in which cluster trials run. */
  public Path clusterRecord() {
    return folder.resolve("cluster.properties");
  }

  /** What native libraries are unpacked into. */
  public Path cache() {
    return folder.resolve("cache");
  }

  /** Where a running server says who and where it is. */
  public Path serverRecord() {
    return folder.resolve("server.properties");
  }

  /** Held by the running server as long as it lives. */
  public Path serverLock() {
    return folder.resolve("server.lock");
  }

  /** The secret from which the tokens of trials are made. */
  public Path tokenKey() {
    return folder.resolve("token.key");
  }

  /** With what the machine's own user enters the running server. */
  public Path localSecret() {
    return folder.resolve("local.secret");
  }

  /** Where trials' processes leave how they ended. */
  public Path processes() {
    return folder.resolve("processes");
  }

  /** The port the server listened on last. */
  public Path port() {
    return folder.resolve("port");
  }
}
