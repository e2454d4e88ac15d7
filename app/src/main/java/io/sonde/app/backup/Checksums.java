package io.sonde.app.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The SHA-256 of each entry of a backup, in the format of {@code sha256sum}: who unpacks the file
 * can check it with that. Names with line ends are written as it writes them.
 */
final class Checksums {
  private static final int DIGITS = 64;
  private final Map<String, String> byName = new LinkedHashMap<>();

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  void add(String name, String digest) {
    byName.put(name, digest);
  }

  Map<String, String> byName() {
    return byName;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    byName.forEach(
        (name, digest) -> {
          String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
          text.append(escaped.equals(name) ? "" : "\\");
          text.append(digest).append("  ").append(escaped).append('\n');
        });
    return text.toString();
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException where a line is none
   */
  static Checksums read(String text) {
    Checksums checksums = new Checksums();
    for (String line : text.split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      boolean escaped = line.startsWith("\\");
      String rest = escaped ? line.substring(1) : line;
      if (!rest.matches("(?s)[0-9a-f]{" + DIGITS + "} {2}.+")) {
        throw new IllegalArgumentException("a line of its checksums is none: " + line);
      }
      String name = rest.substring(DIGITS + 2);
      checksums.add(escaped ? unescaped(name) : name, rest.substring(0, DIGITS));
    }
    return checksums;
  }

  private static String unescaped(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '\\' && i + 1 < name.length()) {
        i++;
        c =
            switch (name.charAt(i)) {
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> name.charAt(i);
            };
      }
      text.append(c);
    }
    return text.toString();
  }
}
