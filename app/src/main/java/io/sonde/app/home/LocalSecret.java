package io.sonde.app.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * With what the machine's own user enters the home's running server: a secret in a file that nobody
 * else can read, another one for each server.
 */
public final class LocalSecret {
  private static final int BYTES = 32;

  private LocalSecret() {}

  /** Makes a new one, and keeps it in the home. */
  public static String make(Home home) {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    String text = HexFormat.of().formatHex(secret);
    try {
      PrivateFile.write(home.localSecret(), text.getBytes(StandardCharsets.US_ASCII));
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep a secret in " + home.localSecret(), e);
    }
  }

  /** The one of the running server; empty where there is none, or this user may not read it. */
  public static Optional<String> read(Home home) {
    try {
      return Optional.of(Files.readString(home.localSecret()).strip())
          .filter(text -> !text.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Takes it away. */
  public static void remove(Home home) {
    try {
      Files.deleteIfExists(home.localSecret());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
