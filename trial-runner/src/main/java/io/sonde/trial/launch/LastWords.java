package io.sonde.trial.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The end of a process's output on one line, for the sentence that says how it ended. */
final class LastWords {
  private static final int LINES = 3;
  private static final int MOST = 500;

  private LastWords() {}

  /**
   * The last lines that are neither blank, nor ours, nor frames of a Java trace; nothing when there
   * are none.
   */
  static String of(Path log) {
    try {
      List<String> lines =
          LogTail.tail(log)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .filter(line -> !line.startsWith(AttemptNotes.BEGIN))
              .filter(line -> !line.startsWith(PrintedLine.BEGIN))
              .filter(line -> !line.startsWith("at ") && !line.startsWith("... "))
              .toList();
      String words =
          lines.stream().skip(Math.max(0, lines.size() - LINES)).collect(Collectors.joining(" | "));
      return words.length() <= MOST ? words : "… " + words.substring(words.length() - MOST);
    } catch (IOException e) {
      return "";
    }
  }
}
