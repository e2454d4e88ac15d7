package io.sonde.store.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * The embedded server cannot do what was asked. The message is a sentence for the user: it says
 * what went wrong and what to do.
 */
public class EmbeddedPostgresException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EmbeddedPostgresException(String message) {
    super(message);
  }

  EmbeddedPostgresException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says why files of the folder could not be read or written. */
  static EmbeddedPostgresException inFolder(Path folder, IOException cause) {
    return new EmbeddedPostgresException(sentence(folder, cause), cause);
  }

  /** The sentence for a disk without room, which PostgreSQL's own messages lead to as well. */
  static String diskFull(Path folder) {
    return "The disk that holds "
        + folder
        + " is full: free some space (the embedded database needs about 200 MB to begin with) or"
        + " choose another home folder.";
  }

  private static String sentence(Path folder, IOException cause) {
    String reason = String.valueOf(cause.getMessage());
    if (reason.contains("No space left") || reason.contains("Disk quota exceeded")) {
      return diskFull(folder);
    }
    if (cause instanceof AccessDeniedException || reason.contains("Read-only file system")) {
      return "The folder "
          + folder
          + " cannot be written by "
          + System.getProperty("user.name")
          + ": change its permissions or choose another home folder.";
    }
    if (cause instanceof FileAlreadyExistsException exists) {
      return "A folder is needed at "
          + exists.getFile()
          + ", but a file is there: remove it or choose another home folder.";
    }
    if (cause instanceof FileSystemException file && file.getReason() != null) {
      reason = file.getReason() + " (" + file.getFile() + ")";
    }
    return "The folder "
        + folder
        + " of the embedded database cannot be used: "
        + reason
        + ". Choose another home folder if this one cannot be repaired.";
  }
}
