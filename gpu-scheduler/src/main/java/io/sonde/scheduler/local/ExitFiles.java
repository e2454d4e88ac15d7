package io.sonde.scheduler.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the gates of processes leave exit codes, so that the end of a process is known to a later
 * server as well. A file is written after the command has ended and before the gate does, so it is
 * only read once the gate's process is gone; what does not end with its line is not whole.
 *
 * @param folder where they lie; empty for no files at all
 */
record ExitFiles(Optional<Path> folder) {

  private static final Pattern WHOLE = Pattern.compile("(\\d{1,3})\n");
  private static final Logger log = LoggerFactory.getLogger(ExitFiles.class);

  /** Names the file of a process for its gate, by the process's marker; no text for no file. */
  String path(String marker) {
    return file(marker).map(Path::toString).orElse("");
  }

  /** The exit code that a process left; empty where it left none. */
  OptionalInt read(String marker) {
    Optional<Path> file = file(marker);
    try {
      if (file.isPresent() && Files.exists(file.get())) {
        var whole = WHOLE.matcher(Files.readString(file.get()));
        return whole.matches()
            ? OptionalInt.of(Integer.parseInt(whole.group(1)))
            : OptionalInt.empty();
      }
    } catch (IOException e) {
      log.warn("The exit code of a process cannot be read: {}", e.toString());
    }
    return OptionalInt.empty();
  }

  /** Takes the file of a process away, if there is one. */
  void remove(String marker) {
    Optional<Path> file = file(marker);
    try {
      if (file.isPresent()) {
        Files.deleteIfExists(file.get());
      }
    } catch (IOException e) {
      log.warn("The exit code of a process cannot be removed: {}", e.toString());
    }
  }

  private Optional<Path> file(String marker) {
    return folder.map(place -> place.resolve(marker.replace('/', '_') + ".exit"));
  }
}
