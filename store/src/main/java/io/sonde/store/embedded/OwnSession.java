package io.sonde.store.embedded;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a program into a session of its own, so that a Ctrl-C meant for this process does not reach
 * it from the terminal. Where there is no {@code setsid} (macOS), Ctrl-C ends the server as well,
 * and its supervisor starts it again.
 */
final class OwnSession {
  private OwnSession() {}

  static List<String> of(List<String> command) {
    for (String folder : String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1)) {
      File setsid = new File(folder, "setsid");
      if (setsid.canExecute()) {
        List<String> whole = new ArrayList<>(List.of(setsid.getPath()));
        whole.addAll(command);
        return whole;
      }
    }
    return command;
  }
}
