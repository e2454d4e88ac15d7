package io.sonde.search.space;

/** How the identity of a parameter is written. */
public final class Paths {
  private Paths() {}

  /** The path of a key below {@code path}; quoted where the key would read as something else. */
  public static String key(String path, String key) {
    boolean plain = !key.isEmpty() && key.chars().noneMatch(c -> ".[]\"\\".indexOf(c) >= 0);
    if (plain) {
      return path.isEmpty() ? key : path + "." + key;
    }
    return path + "[\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
  }

  /** The path of the item at {@code index} of a list. */
  public static String index(String path, int index) {
    return path + "[" + index + "]";
  }

  /** The path of one repetition, counted from 0. */
  public static String repetition(String path, int index) {
    return path + ".of[" + index + "]";
  }

  /** The path of all repetitions of a repeat that shares its values. */
  public static String shared(String path) {
    return path + ".of[*]";
  }
}
