package io.sonde.trial.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the launcher has to say in the log of an attempt, between the lines of its process. */
final class AttemptNotes {
  /** How a note begins. */
  static final String BEGIN = "[sonde]";

  private static final Logger log = LoggerFactory.getLogger(AttemptNotes.class);

  /** A process that gives reason for more has been told often enough. */
  private static final int MOST = 50;

  private final Path file;
  private int written;

  AttemptNotes(Path file) {
    this.file = file;
  }

  /** Adds a line. A log that cannot be written is no reason to lose the attempt. */
  synchronized void add(String note) {
    if (written < MOST) {
      written++;
      append(written == MOST ? note + " (further notes are left out)" : note);
    }
  }

  /** Adds the line that says how it ended. */
  synchronized void last(String note) {
    append(note);
  }

  private void append(String note) {
    try {
      Files.writeString(
          file, BEGIN + " " + note + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      log.warn("No note in {}: {}", file, e.getMessage());
    }
  }
}
