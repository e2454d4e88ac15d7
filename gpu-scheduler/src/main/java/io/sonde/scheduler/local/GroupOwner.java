package io.sonde.scheduler.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.regex.Pattern;

/** Names a server among the others of this machine, the same again after a restart. */
final class GroupOwner {

  private static final int LENGTH = 12;
  private static final String FILE = "group-owner";
  private static final Pattern OWNER = Pattern.compile("[a-z0-9]{" + LENGTH + "}");

  private GroupOwner() {}

  /**
   * Of the servers that keep their state in a folder, of which one runs at a time; written down
   * there, so that it stays the same wherever the folder is moved or mounted.
   *
   * @param state a folder that is there
   */
  static String of(Path state) {
    Path file = state.resolve(FILE);
    try {
      String known = Files.exists(file) ? Files.readString(file).strip() : "";
      return OWNER.matcher(known).matches() ? known : write(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the owner of control groups cannot be kept in " + file, e);
    }
  }

  private static String write(Path file) throws IOException {
    String fresh = passing();
    Path draft = file.resolveSibling(FILE + ".new");
    Files.writeString(draft, fresh);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return fresh;
  }

  /** Of a server that nothing of outlives. */
  static String passing() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, LENGTH);
  }
}
